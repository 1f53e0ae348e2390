package io.heddle.content;

import io.heddle.http.ContentCoding;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.store.FileFacts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules by which the path of a request leads to a file. It looks at the disk each time.
 * Thread-safe.
 *
 * <ol>
 *   <li>A path with a slash at its end is a folder: it leads to the first of the index files that
 *       is there, or else to the list of its entries if that is on.
 *   <li>Any other path leads to the file of this name. If that is a folder, the client is
 *       redirected to the path with the slash.
 *   <li>With clean URLs, {@code /about} leads to {@code about.html} unless there is a file {@code
 *       about}. The paths {@code /about.html}, {@code /about/} and {@code /index.html} are then
 *       redirected, so that each page has one path.
 * </ol>
 */
final class FileFinder {
  /** Under this key, the cache keeps the fallback. Paths begin with a slash. */
  static final String FALLBACK = "";

  private static final String PAGE = ".html";

  private final PathRules rules;
  private final DocumentRoot root;

  /** A file, a folder or something else. */
  private record Entry(Path real, FileFacts facts) {}

  FileFinder(PathRules rules, DocumentRoot root) {
    this.rules = rules;
    this.root = root;
  }

  /**
   * Follows a request's path.
   *
   * @param path percent-encoded and in normal form
   * @throws HttpException 404 when a segment cannot be a file's name; 400 when it is malformed
   * @throws AccessDeniedException when a folder on the way cannot be searched
   */
  Finding find(Octets path) throws IOException {
    Path located = root.locate(path);
    Finding found = find(path, located);
    return found instanceof Finding.File file ? withSiblings(file) : found;
  }

  private Finding find(Octets path, Path located) throws IOException {
    return path.at(path.length() - 1) == '/'
        ? folder(path.toString(), located)
        : file(path.toString(), located);
  }

  private Finding folder(String path, Path located) throws IOException {
    Optional<Finding.File> index = index(located);
    if (index.isPresent()) {
      return index.get();
    }
    String page = path.replaceFirst("/+$", "");
    if (rules.cleanUrls() && !page.isEmpty() && regular(page(located)).isPresent()) {
      return new Finding.Redirect(page);
    }
    Optional<Entry> folder = entry(located);
    if (folder.isEmpty() || !folder.get().facts.isDirectory()) {
      return missing();
    }
    return rules.listing()
        ? new Finding.Listing(located, folder.get().real)
        : new Finding.Nothing("this folder has no " + rules.indexes().getFirst());
  }

  private Finding file(String path, Path located) throws IOException {
    Optional<Finding.File> file = regular(located);
    if (file.isPresent()) {
      return rules.cleanUrls() ? clean(path, file.get()) : file.get();
    }
    if (rules.cleanUrls()) {
      Optional<Finding.File> page = regular(page(located));
      if (page.isPresent()) {
        return isIndex(page.get()) ? new Finding.Redirect(above(path)) : page.get();
      }
    }
    return entry(located).filter(entry -> entry.facts.isDirectory()).isPresent()
        ? new Finding.Redirect(path + "/")
        : missing();
  }

  /** A file that has a shorter path is redirected to it. */
  private Finding clean(String path, Finding.File file) throws IOException {
    if (isIndex(file)) {
      return new Finding.Redirect(above(path));
    }
    String name = String.valueOf(file.located().getFileName());
    if (!name.endsWith(PAGE)) {
      return file;
    }
    String bare = name.substring(0, name.length() - PAGE.length());
    return regular(file.located().resolveSibling(bare)).isPresent()
        ? file
        : new Finding.Redirect(path.substring(0, path.length() - PAGE.length()));
  }

  private static Path page(Path located) {
    return located.resolveSibling(located.getFileName() + PAGE);
  }

  /** The path of the folder that contains this file. */
  private static String above(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** Whether the file is what its folder leads to. */
  private boolean isIndex(Finding.File file) throws IOException {
    Path name = file.located().getFileName();
    return rules.indexes().contains(String.valueOf(name))
        && index(folderOf(file)).equals(Optional.of(file));
  }

  private static Path folderOf(Finding.File file) {
    return file.located().resolveSibling("");
  }

  private Optional<Finding.File> index(Path folder) throws IOException {
    for (String name : rules.indexes()) {
      Optional<Finding.File> index = regular(folder.resolve(name));
      if (index.isPresent()) {
        return index;
      }
    }
    return Optional.empty();
  }

  /** The file for requests that lead to nothing; empty if there is none. */
  Optional<Finding.File> fallback() throws IOException {
    Optional<Finding.File> file =
        rules.fallback().isEmpty() ? Optional.empty() : regular(root.at(rules.fallback().get()));
    return file.isPresent() ? Optional.of(withSiblings(file.get())) : file;
  }

  /**
   * The file that a key of the cache is for: a request's path, or {@link #FALLBACK}, or the key of
   * a sibling. Empty if it is for none any more.
   */
  Optional<Finding.File> ofKey(String key) throws IOException {
    Optional<Finding.File> file = ofKeyOfFile(Siblings.keyOfFile(key));
    return file.isPresent() ? file.get().form(Siblings.coding(key)) : file;
  }

  private Optional<Finding.File> ofKeyOfFile(String key) throws IOException {
    if (key.equals(FALLBACK)) {
      return fallback();
    }
    return find(Octets.of(key)) instanceof Finding.File file ? Optional.of(file) : Optional.empty();
  }

  /** The file with its siblings that can be read. */
  private Finding.File withSiblings(Finding.File file) throws IOException {
    if (!rules.precompressed()) {
      return file;
    }
    Map<ContentCoding, Finding.File> siblings = new EnumMap<>(ContentCoding.class);
    for (ContentCoding coding : ContentCoding.values()) {
      String name = file.located().getFileName() + Siblings.extension(coding);
      Optional<Finding.File> sibling = regular(file.located().resolveSibling(name));
      if (sibling.isPresent() && Files.isReadable(sibling.get().real())) {
        siblings.put(coding, sibling.get());
      }
    }
    return new Finding.File(file.located(), file.real(), file.facts(), siblings);
  }

  private Optional<Finding.File> regular(Path located) throws IOException {
    return entry(located)
        .filter(entry -> entry.facts.isRegularFile())
        .map(entry -> new Finding.File(located, entry.real, entry.facts));
  }

  private Optional<Entry> entry(Path located) throws IOException {
    Optional<Path> real = root.find(located);
    if (real.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Entry(real.get(), FileFacts.of(real.get())));
    } catch (NoSuchFileException e) {
      // It has just been deleted.
      return Optional.empty();
    }
  }

  private static Finding missing() {
    return new Finding.Nothing(DocumentRoot.NO_FILE);
  }
}
