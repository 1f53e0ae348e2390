package io.heddle.peers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Not HTTP: looks for empty lines, and has the same response for each. A request whose path begins
 * with {@code /c} is the last of its connection. One connection owns it.
 */
final class FixedResponses {
  private static final int BUFFER_BYTES = 2 << 10;

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nServer: m\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\n";
  private static final String END =
      "Content-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!";
  private static final byte[] RESPONSE = (HEAD + END).getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST =
      (HEAD + "Connection: close\r\n" + END).getBytes(StandardCharsets.US_ASCII);
  private static final int PATH_AT = "GET /".length();
  private static final int END_OF_HEAD = 0x0d0a0d0a;

  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer out =
      ByteBuffer.allocateDirect(BUFFER_BYTES / Integer.BYTES * LAST.length);
  private int window;
  private int seen;
  private int kind;

  /** Where the next bytes of the client go. */
  ByteBuffer in() {
    return in;
  }

  /** The responses to what has arrived, ready to be written. */
  ByteBuffer respond() {
    in.flip();
    out.clear();
    while (in.hasRemaining()) {
      int next = in.get();
      if (seen == PATH_AT) {
        kind = next;
      }
      seen++;
      window = (window << 8) | (next & 0xff);
      if (window == END_OF_HEAD) {
        out.put(isLast() ? LAST : RESPONSE);
        seen = 0;
      }
    }
    in.clear();
    return out.flip();
  }

  /** Whether the latest request is the last one of its connection. */
  boolean isLast() {
    return kind == 'c';
  }

  /** Whether the latest request asks for a sleep: its path begins with {@code /s}. */
  boolean isSleep() {
    return kind == 's';
  }
}
