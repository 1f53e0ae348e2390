package io.heddle.app.routes;

import io.heddle.app.upload.UploadPage;
import io.heddle.app.upload.Uploads;
import io.heddle.content.StaticFiles;
import io.heddle.content.StaticFilesConfig;
import io.heddle.filter.CrossSiteRequests;
import io.heddle.filter.DecodedRequests;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import io.heddle.store.FileStore;
import io.heddle.store.StoreLimits;
import io.heddle.store.StoredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Routes for files that clients store.
 *
 * @param files how the files of {@code /files/} are read
 * @param uploads the folder for the files of forms
 * @param limits of each folder
 * @param isSynced whether a file is on the disk before the client is told so
 * @param maxRequestBytes of content in a request that stores something
 */
public record StoredRoutes(
    Optional<StaticFilesConfig> files,
    Optional<Path> uploads,
    StoreLimits limits,
    boolean isSynced,
    long maxRequestBytes) {
  private static final String PREFIX = "/files";
  private static final String PDF = "application/pdf";
  private static final Field NO_SNIFFING =
      Field.of(HeaderName.of("X-Content-Type-Options"), "nosniff");
  private static final Field SANDBOX =
      Field.of(HeaderName.of("Content-Security-Policy"), "sandbox");

  void addTo(Router.Builder routes, InstantSource clock) throws IOException {
    FileStore.Listener listener = _ -> {};
    Optional<FileStore> store = Optional.empty();
    if (files.isPresent()) {
      StaticFilesConfig config = files.get().withPrefix(PREFIX).withFields(StoredRoutes::harmless);
      StaticFiles reading = new StaticFiles(config, clock);
      listener = reading::expire;
      store = Optional.of(store(files.get().directory(), listener));
      addFiles(routes, new StoredFiles(store.get(), reading, clock));
    }
    if (uploads.isPresent()) {
      boolean isShared = files.isPresent() && isSame(files.get().directory(), uploads.get());
      addUploads(routes, isShared ? store.get() : store(uploads.get(), listener));
    }
  }

  /**
   * Fields for a file that some client has stored. Browsers run no scripts in it, which could
   * otherwise change other files with the rights of its reader, and do not guess that a text is a
   * page. A PDF file is not sandboxed, because browsers then do not show it; their viewers run its
   * scripts apart from the site.
   */
  private static List<Field> harmless(String path, MediaType type) {
    return type.text().equals(PDF) ? List.of(NO_SNIFFING) : List.of(NO_SNIFFING, SANDBOX);
  }

  /**
   * A site whose files clients may have stored, because its folder and theirs overlap: those files
   * get the same fields there as at {@code /files/}.
   */
  StaticFilesConfig guarded(StaticFilesConfig site) throws IOException {
    List<Path> stores = new ArrayList<>();
    for (Path folder :
        Stream.concat(files.stream().map(StaticFilesConfig::directory), uploads.stream())
            .toList()) {
      stores.add(folder.toRealPath());
    }
    Path root = site.directory().toRealPath();
    boolean overlap =
        stores.stream().anyMatch(store -> store.startsWith(root) || root.startsWith(store));
    return overlap
        ? site.withFields(
            (path, type) ->
                isIn(stores, root.resolve(path.substring(1)))
                    ? both(site.fields().of(path, type), harmless(path, type))
                    : site.fields().of(path, type))
        : site;
  }

  private static boolean isIn(List<Path> stores, Path file) {
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

  private static boolean isSame(Path one, Path other) throws IOException {
    return Files.isSameFile(one, other);
  }

  private FileStore store(Path folder, FileStore.Listener listener) throws IOException {
    return FileStore.open(folder, limits, isSynced, listener);
  }

  private RouteOptions options() {
    return RouteOptions.STANDARD.withMaxBodyBytes(maxRequestBytes).with(new CrossSiteRequests());
  }

  private void addFiles(Router.Builder routes, Handler files) {
    String pattern = PREFIX + "/{" + StoredFiles.PATH + "...}";
    for (Method method :
        List.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE)) {
      routes.on(method, pattern, "files", files, options());
    }
  }

  private void addUploads(Router.Builder routes, FileStore store) throws IOException {
    routes.get("/uploads", "uploads", new UploadPage());
    RouteOptions decoded = options().with(new DecodedRequests(maxRequestBytes));
    routes.on(Method.POST, "/uploads", "uploads", new Uploads(store), decoded);
  }
}
