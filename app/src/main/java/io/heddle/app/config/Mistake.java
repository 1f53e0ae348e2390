package io.heddle.app.config;

import java.nio.file.Path;

/**
 * Something wrong in a configuration file.
 *
 * @param file as the user named it
 * @param line from 1; 0 if the mistake has no place
 * @param what is wrong: a key, or a key and its value
 * @param remedy what to write instead
 */
public record Mistake(String file, int line, String what, String remedy) {
  /** A file with more blocks or lists in each other than anyone needs. */
  static Mistake tooDeep(Path file) {
    return new Mistake(
        file.toString(),
        0,
        "this is nested too deeply",
        "write fewer blocks or lists in each other");
  }

  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + what + ": " + remedy;
  }
}
