package io.heddle.content;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A directory whose files the paths of requests name. Two checks keep them inside it: each segment
 * is decoded alone and must be one plain name, and the real path of what is found, with all
 * symbolic links followed, must be inside. Files and folders whose names begin with a dot are not
 * served, but for {@code .well-known} (RFC 8615). A link to one is followed: it shows that the
 * owner wants it.
 */
final class DocumentRoot {
  private static final String WELL_KNOWN = ".well-known";

  private final Path directory;

  /**
   * The root at this directory; a symbolic link to it is followed once, now.
   *
   * @throws IllegalArgumentException when it is no directory
   */
  DocumentRoot(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "files cannot be served from "
              + directory
              + ": it is no directory; name one that exists");
    }
    this.directory = directory.toRealPath();
  }

  /**
   * Where a path leads, whether or not anything is there. Several slashes in a row count as one,
   * and a slash at the end makes no difference.
   *
   * @throws HttpException 404 when a segment cannot be a file's name; 400 when it is malformed
   */
  Path locate(Octets path) {
    Path located = directory;
    for (int start = 1; start < path.length(); ) {
      int end = path.indexOf('/', start);
      if (end > start) {
        located = child(located, PercentEncoding.decode(path.slice(start, end)));
      }
      start = end + 1;
    }
    return located;
  }

  private Path child(Path parent, String name) {
    if (isHidden(parent, name) || name.indexOf('/') >= 0) {
      throw notFound();
    }
    try {
      return parent.resolve(name);
    } catch (InvalidPathException e) {
      // It holds NUL, or characters that the file system's encoding lacks.
      throw notFound();
    }
  }

  /** Whether it begins with a dot, as the dot segments do. */
  private boolean isHidden(Path parent, String name) {
    boolean isWellKnown = name.equals(WELL_KNOWN) && parent.equals(directory);
    return name.startsWith(".") && !isWellKnown;
  }

  /**
   * The real path of what a located path leads to: no component of it is a symbolic link.
   *
   * @throws HttpException 404 when there is nothing, or it is outside the root
   * @throws AccessDeniedException when a directory on the way may not be searched
   */
  Path find(Path located) throws AccessDeniedException {
    Path real;
    try {
      real = located.toRealPath();
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      // Missing, a dangling link, a loop of links, a file taken for a directory, a name too long.
      throw notFound();
    }
    if (!real.startsWith(directory)) {
      throw notFound();
    }
    return real;
  }

  /** The refusal. It does not say why, so that nobody learns what is outside the root. */
  static HttpException notFound() {
    return new HttpException(Status.NOT_FOUND, "no such file");
  }
}
