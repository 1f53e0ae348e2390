package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a file is in a {@link FileStore}. Each name is a plain one: it cannot lead elsewhere, and
 * it does not begin with a dot, because such files are not served.
 *
 * @param folders the names of the folders above the file, from the top; may be empty
 * @param name of the file
 */
public record FilePath(List<String> folders, String name) {
  /** The limit of most file systems. */
  private static final int MAX_NAME_BYTES = 255;

  /** A path fits into the kernel's limit of 4,096 bytes, with the folder of the store. */
  private static final int MAX_BYTES = 2_000;

  private static final int MAX_FOLDERS = 32;

  /**
   * A path of these names.
   *
   * @throws HttpException 400 or 403 when a name is impossible, or the path is too long
   */
  public FilePath {
    folders = List.copyOf(folders);
    int bytes = requireName(name);
    for (String folder : folders) {
      bytes += 1 + requireName(folder);
    }
    if (bytes > MAX_BYTES || folders.size() > MAX_FOLDERS) {
      throw refused("a path has at most " + MAX_BYTES + " bytes and " + MAX_FOLDERS + " folders");
    }
  }

  /**
   * The path in a request's path. Repeated slashes count as one.
   *
   * @param path percent-encoded, without a slash at its start
   * @throws HttpException 400 or 403 when it cannot be the path of a file
   */
  public static FilePath of(Octets path) {
    List<String> names = new ArrayList<>();
    for (int start = 0; start < path.length(); ) {
      int end = path.indexOf('/', start);
      if (end > start) {
        names.add(PercentEncoding.decode(path.slice(start, end)));
      }
      start = end + 1;
    }
    if (names.isEmpty() || path.at(path.length() - 1) == '/') {
      throw refused("a path that ends in a slash names a folder, not a file");
    }
    return new FilePath(names.subList(0, names.size() - 1), names.getLast());
  }

  /** Returns the length of the name in bytes. */
  private static int requireName(String name) {
    if (name.startsWith(".")) {
      throw new HttpException(Status.FORBIDDEN, "a name must not begin with a dot");
    }
    if (!isPlain(name)) {
      throw refused("a name must not be empty, and have no slash and no control character");
    }
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw refused("a name has at most " + MAX_NAME_BYTES + " bytes");
    }
    return bytes;
  }

  private static boolean isPlain(String name) {
    if (name.isEmpty()
        || name.indexOf('/') >= 0
        || name.chars().anyMatch(Character::isISOControl)) {
      return false;
    }
    try {
      return Path.of(name).getNameCount() == 1;
    } catch (InvalidPathException e) {
      // The file system's encoding lacks some of its characters.
      return false;
    }
  }

  private static HttpException refused(String reason) {
    return new HttpException(Status.BAD_REQUEST, reason);
  }

  /** A path in the same folder. */
  public FilePath sibling(String other) {
    return new FilePath(folders, other);
  }

  /** The path on the disk, in a store at this folder. */
  Path in(Path root) {
    return root.resolve(toString());
  }

  @Override
  public String toString() {
    return folders.isEmpty() ? name : String.join("/", folders) + "/" + name;
  }
}
