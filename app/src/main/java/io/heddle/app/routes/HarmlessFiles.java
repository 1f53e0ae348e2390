package io.heddle.app.routes;

import io.heddle.content.StaticFilesConfig;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Makes sure that a file which some client has stored does no harm to those who read it. */
public final class HarmlessFiles {
  private static final String PDF = "application/pdf";
  private static final Field NO_SNIFFING =
      Field.of(HeaderName.of("X-Content-Type-Options"), "nosniff");
  private static final Field SANDBOX =
      Field.of(HeaderName.of("Content-Security-Policy"), "sandbox");

  private final List<Path> stores = new ArrayList<>();

  /**
   * The files of some stores.
   *
   * @throws IOException when a folder cannot be found
   */
  public HarmlessFiles(Collection<Path> folders) throws IOException {
    for (Path folder : folders) {
      stores.add(folder.toRealPath());
    }
  }

  /**
   * Fields for a file that some client has stored. Browsers run no scripts in it, which could
   * otherwise change other files with the rights of its reader, and do not guess that a text is a
   * page. A PDF file is not sandboxed, because browsers then do not show it; their viewers run its
   * scripts apart from the site.
   */
  public static List<Field> fields(String path, MediaType type) {
    return type.text().equals(PDF) ? List.of(NO_SNIFFING) : List.of(NO_SNIFFING, SANDBOX);
  }

  /**
   * A site whose files clients may have stored, because its folder and theirs overlap: those files
   * get the same fields there as in the store.
   *
   * @throws IOException when its folder cannot be found
   */
  public StaticFilesConfig guarded(StaticFilesConfig site) throws IOException {
    Path root = site.directory().toRealPath();
    return overlaps(root)
        ? site.withFields(
            (path, type) ->
                isStored(root.resolve(path.substring(1)))
                    ? both(site.fields().of(path, type), fields(path, type))
                    : site.fields().of(path, type))
        : site;
  }

  /**
   * Makes sure that clients store no scripts.
   *
   * @param scripts the files, of which some are scripts
   * @throws IllegalArgumentException when their folder and that of a store overlap
   */
  public void requireApart(StaticFilesConfig scripts) throws IOException {
    if (overlaps(scripts.directory().toRealPath())) {
      throw new IllegalArgumentException(
          "clients could store scripts in %s: choose folders for files and uploads that are apart"
                  .formatted(scripts.directory())
              + " from those with scripts (cgi)");
    }
  }

  private boolean overlaps(Path root) {
    return stores.stream().anyMatch(store -> store.startsWith(root) || root.startsWith(store));
  }

  private boolean isStored(Path file) {
    try {
      Path real = file.toRealPath();
      return stores.stream().anyMatch(real::startsWith);
    } catch (IOException e) {
      // It was changed or deleted meanwhile, and clients may have done that.
      return true;
    }
  }

  private static List<Field> both(List<Field> some, List<Field> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }
}
