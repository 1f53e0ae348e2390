package io.heddle.app.cgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a script has read its input, as {@code /proc} shows it. The programs that it starts share
 * the position.
 *
 * @param info what the kernel says about the script's stdin
 */
record InputPosition(Path info) {
  private static final Pattern POSITION =
      Pattern.compile("^pos:\\s*(\\d{1,18})$", Pattern.MULTILINE);

  /** The input of a process that has just been started. */
  static InputPosition of(Process process) {
    return new InputPosition(Path.of("/proc", Long.toString(process.pid()), "fdinfo", "0"));
  }

  /**
   * The position in bytes; 0 if it is unknown: the process has ended, it has closed its stdin, or
   * it runs as another user.
   */
  long bytes() {
    try {
      Matcher position = POSITION.matcher(Files.readString(info));
      return position.find() ? Long.parseLong(position.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
