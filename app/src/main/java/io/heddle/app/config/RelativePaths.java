package io.heddle.app.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The paths in a configuration file. Each method throws an {@link IllegalArgumentException} whose
 * message is the remedy.
 *
 * @param folder that relative paths start at
 */
record RelativePaths(Path folder) {
  /** A path, whether or not anything exists there. */
  Path path(String text) {
    try {
      return folder.resolve(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("this is not a path: name a file or folder", e);
    }
  }

  /** A file that can be read. */
  Path file(String text) {
    Path file = path(text);
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw missing("file that can be read");
    }
    return file;
  }

  /** A folder whose files can be found. */
  Path directory(String text) {
    Path directory = path(text);
    if (!Files.exists(directory)) {
      throw missing("folder: name one that exists");
    }
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException("this is not a folder: name one");
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      throw new IllegalArgumentException(
          "this folder is not readable: name another, or change its permissions");
    }
    return directory;
  }

  /** The failure to find something. */
  IllegalArgumentException missing(String what) {
    String separator = what.indexOf(':') < 0 ? ": " : "; ";
    return new IllegalArgumentException(
        "there is no such " + what + separator + "the path is relative to " + folder);
  }
}
