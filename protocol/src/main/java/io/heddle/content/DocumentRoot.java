package io.heddle.content;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import io.heddle.http.Status;
import io.heddle.store.Folder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A directory of files that request paths refer to. Two checks keep requests inside it: each
 * segment is decoded separately and must be one plain name, and the real path of the file, with all
 * symbolic links resolved, must be inside. Files and folders whose names begin with a dot are not
 * served, except {@code .well-known} (RFC 8615). A link to one is followed, because the owner made
 * it on purpose.
 */
final class DocumentRoot {
  /** The same reason for everything that is not served, so that nobody learns what is outside. */
  static final String NO_FILE = "no such file";

  private static final String WELL_KNOWN = ".well-known";

  private final Path directory;

  /**
   * A root at this directory. If it is a symbolic link, it is resolved once, here.
   *
   * @throws IllegalArgumentException when it is not a directory
   */
  DocumentRoot(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "cannot serve files from " + directory + ": not a directory; name one that exists");
    }
    this.directory = directory.toRealPath();
  }

  /**
   * The file system path of a request path, whether or not a file is there. Repeated slashes count
   * as one, and a trailing slash makes no difference.
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
      // It contains NUL, or characters that the file system's encoding lacks.
      throw notFound();
    }
  }

  /** The file system path of a path that is neither encoded nor checked. */
  Path at(String path) {
    return directory.resolve(path.substring(1));
  }

  /** Whether the name begins with a dot, as dot segments do. */
  boolean isHidden(Path parent, String name) {
    boolean isWellKnown = name.equals(WELL_KNOWN) && parent.equals(directory);
    return name.startsWith(".") && !isWellKnown;
  }

  /**
   * The real path of a located path, without symbolic links; empty if nothing is there, or it is
   * outside the root.
   *
   * @throws AccessDeniedException when a directory on the way cannot be searched
   */
  Optional<Path> find(Path located) throws AccessDeniedException {
    try {
      return Optional.of(located.toRealPath()).filter(real -> real.startsWith(directory));
    } catch (AccessDeniedException e) {
      throw e;
    } catch (IOException e) {
      // Missing, a dangling link, a loop of links, a file used as a directory, a name too long.
      return Optional.empty();
    }
  }

  /** The path of a located file in the root, with a slash at its start and before each name. */
  String pathOf(Path located) {
    return "/" + inside(located);
  }

  /** A located path, or a real one, relative to the root; empty for the root itself. */
  Path inside(Path path) {
    return directory.relativize(path);
  }

  /**
   * Opens the file at a real path. It has no links, so none is followed: one that is there has just
   * replaced a folder or the file.
   *
   * @throws HttpException 404 when there is such a link, or the file is gone
   */
  FileChannel open(Path real) throws IOException {
    try (Folder folder = openFolder(real.resolveSibling(""))) {
      return folder.file(String.valueOf(real.getFileName()), StandardOpenOption.READ);
    } catch (NoSuchFileException | FileSystemLoopException e) {
      throw notFound();
    } catch (AccessDeniedException e) {
      return openByPath(real);
    }
  }

  /**
   * Opens a file in a folder that may be searched but not read (mode 0711). Java opens folders only
   * to read them, so this uses the path of the file, and looks for links before and after. Someone
   * who puts a link there for just the moment in between is not noticed.
   */
  private FileChannel openByPath(Path real) throws IOException {
    requireNoLink(real);
    FileChannel file = FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      requireNoLink(real);
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void requireNoLink(Path real) throws IOException {
    if (!find(real).equals(Optional.of(real))) {
      throw notFound();
    }
  }

  /**
   * Opens the folder at a real path, without following links.
   *
   * @throws HttpException 404 when there is a link, or the folder is gone
   */
  Folder openFolder(Path real) throws IOException {
    Folder folder = Folder.open(directory);
    boolean isOpen = false;
    try {
      if (!real.equals(directory)) {
        for (Path name : directory.relativize(real)) {
          Folder above = folder;
          folder = above.enter(name.toString());
          above.close();
        }
      }
      isOpen = true;
      return folder;
    } catch (NoSuchFileException | NotDirectoryException | FileSystemLoopException e) {
      throw notFound();
    } finally {
      if (!isOpen) {
        folder.close();
      }
    }
  }

  static HttpException notFound() {
    return new HttpException(Status.NOT_FOUND, NO_FILE);
  }
}
