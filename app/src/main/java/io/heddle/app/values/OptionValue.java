package io.heddle.app.values;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The value of an option in a configuration file.
 *
 * @param name without dashes
 * @param values one, or several for an option that can be repeated
 * @param place the file and the line of the value
 * @param folder that relative paths start at
 */
public record OptionValue(String name, List<String> values, String place, Path folder) {
  /** A path in the file; a hyphen is none. */
  public String path(String text) {
    try {
      return text.equals("-") ? text : folder.resolve(text).toString();
    } catch (InvalidPathException e) {
      return text;
    }
  }
}
