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

  /** No client of the benchmarks sends a shorter request. */
  private static final int MIN_REQUEST_BYTES = 32;

  /** The size of the responses to all requests that fit into a buffer. */
  private static final int OUT_BYTES = BUFFER_BYTES / MIN_REQUEST_BYTES * LAST.length;

  private final ByteBuffer in;
  private final ByteBuffer out;
  private int window;
  private int seen;
  private int kind;

  private FixedResponses(ByteBuffer in, ByteBuffer out) {
    this.in = in;
    this.out = out;
  }

  /** The responses of a connection that has buffers of its own, on the heap. */
  FixedResponses() {
    this(ByteBuffer.allocate(BUFFER_BYTES), ByteBuffer.allocate(OUT_BYTES));
  }

  /** Buffers that the connections of a loop share, because they are empty between two turns. */
  record Buffers(ByteBuffer in, ByteBuffer out) {
    Buffers() {
      this(ByteBuffer.allocateDirect(BUFFER_BYTES), ByteBuffer.allocateDirect(OUT_BYTES));
    }

    FixedResponses responses() {
      return new FixedResponses(in, out);
    }
  }

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
