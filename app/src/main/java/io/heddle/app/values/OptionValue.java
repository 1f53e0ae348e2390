package io.heddle.app.values;

import java.nio.file.Path;
import java.util.List;

/**
 * The value of an option in a configuration file.
 *
 * @param name without dashes
 * @param values one, or several for an option that can be repeated
 * @param file the name of the file
 * @param line where the value is, from 1
 */
public record OptionValue(String name, List<String> values, String file, int line) {
  /** A path in the file is relative to its folder; a hyphen is none. */
  public String path(String text) {
    Path folder = Path.of(file).toAbsolutePath().getParent();
    return folder == null || text.equals("-") ? text : folder.resolve(text).toString();
  }

  /** The file and the line. */
  public String place() {
    return file + ":" + line;
  }
}
