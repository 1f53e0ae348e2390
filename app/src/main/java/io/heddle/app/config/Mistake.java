package io.heddle.app.config;

/**
 * Something wrong in a configuration file.
 *
 * @param file as the user named it
 * @param line from 1; 0 if the mistake has no place
 * @param what is wrong: a key, or a key and its value
 * @param remedy what to write instead
 */
public record Mistake(String file, int line, String what, String remedy) {
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + what + ": " + remedy;
  }
}
