package io.heddle.app.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file that is served for pages that are not there, as the user writes it. */
public final class Fallback {
  private Fallback() {}

  /** Its path in a folder, with a slash at its start. */
  public static String path(String text) {
    return text.startsWith("/") ? text : "/" + text;
  }

  /**
   * The same, if it is a file in this folder.
   *
   * @throws IllegalArgumentException if it is not; the message is the remedy
   */
  public static String in(Path folder, String text) {
    String path = path(text);
    try {
      Path file = folder.resolve(path.substring(1)).toRealPath();
      if (Files.isRegularFile(file) && file.startsWith(folder.toRealPath())) {
        return path;
      }
    } catch (InvalidPathException | IOException e) {
      // the same as a file that is not there
    }
    throw new IllegalArgumentException("there is no such file in " + folder + ": name another");
  }
}
