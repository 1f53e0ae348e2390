package io.heddle.app.client;

import io.heddle.codec.ResponseHead;
import io.heddle.http.Headers;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What {@code --verbose} shows on stderr, as curl does. Two threads may use it. */
final class Transcript {
  private final PrintStream err;
  private final boolean isOn;

  /** A transcript that is shown or not. */
  Transcript(PrintStream err, boolean isOn) {
    this.err = err;
    this.isOn = isOn;
  }

  /** Shows what happens to the connection. */
  void note(String text) {
    show("* ", text + "\n");
  }

  /** Shows the head of a request. */
  void sent(byte[] head) {
    show("> ", new String(head, StandardCharsets.ISO_8859_1).replace("\r\n", "\n"));
  }

  /** Shows the head of a response. */
  void received(ResponseHead head) {
    show("< ", text(head).replace("\r\n", "\n"));
  }

  /** Shows the fields after the content. */
  void received(Headers trailers) {
    if (trailers.size() > 0) {
      note("fields after the content:");
      show("< ", lines(trailers).replace("\r\n", "\n"));
    }
  }

  private void show(String prefix, String lines) {
    if (isOn) {
      err.print(lines.replaceAll("(?m)^(?!\\z)", prefix));
      err.flush();
    }
  }

  /** The head as it was received, up to spaces. */
  static String text(ResponseHead head) {
    return "%s %03d %s\r\n%s\r\n"
        .formatted(head.version(), head.status(), head.reason(), lines(head.headers()));
  }

  private static String lines(Headers fields) {
    StringBuilder lines = new StringBuilder();
    fields.forEach((name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
    return lines.toString();
  }
}
