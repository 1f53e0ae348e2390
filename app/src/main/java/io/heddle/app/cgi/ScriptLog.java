package io.heddle.app.cgi;

import io.heddle.exchange.CurrentRequest;
import io.heddle.http.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/**
 * What a script writes to stderr, and what goes wrong with it, in the log of the server. Each line
 * names the script and, whatever thread writes it, the request. A script can forge no line, and
 * control no terminal.
 *
 * @param script its name in requests
 */
record ScriptLog(String script, RequestId request) {
  private static final Logger LOG = System.getLogger(ScriptLog.class.getName());
  private static final int MAX_LINE_BYTES = 1_000;
  private static final int MAX_LINES = 100;

  /** Logs a problem of the script, or what it says itself. */
  void warn(String text) {
    CurrentRequest.during(
        request, () -> LOG.log(Level.WARNING, "script {0}: {1}", shown(script), shown(text)));
  }

  /** Logs the lines of a stream until it ends, but not more than a hundred. */
  void copy(InputStream errors) {
    try (errors) {
      byte[] line = new byte[MAX_LINE_BYTES];
      int length = 0;
      int lines = 0;
      byte[] piece = new byte[4 << 10];
      for (int count = errors.read(piece); count >= 0; count = errors.read(piece)) {
        for (int i = 0; i < count; i++) {
          if (piece[i] == '\n') {
            lines = write(line, length, lines);
            length = 0;
          } else if (length < line.length) {
            line[length++] = piece[i];
          }
        }
      }
      write(line, length, lines);
    } catch (IOException e) {
      // The script was killed.
    }
  }

  /** Writes a line if it is not empty, and returns how many there were so far. */
  private int write(byte[] line, int length, int lines) {
    if (length > 0 && lines < MAX_LINES) {
      warn(new String(line, 0, length, StandardCharsets.UTF_8));
    } else if (length > 0 && lines == MAX_LINES) {
      warn("further lines of its stderr are not logged");
    }
    return length > 0 ? lines + 1 : lines;
  }

  /** The beginning of the text, without characters that are not visible. */
  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MAX_LINE_BYTES)
        .map(c -> isVisible(c) ? c : '?')
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isVisible(int c) {
    return c == '\t'
        || switch (Character.getType(c)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR,
              Character.PRIVATE_USE,
              Character.SURROGATE,
              Character.UNASSIGNED ->
              false;
          default -> true;
        };
  }
}
