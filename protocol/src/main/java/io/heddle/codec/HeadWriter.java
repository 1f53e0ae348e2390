package io.heddle.codec;

import io.heddle.http.Field;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A serializer of response heads (RFC 9112 section 4). Thread-safe. */
public final class HeadWriter {
  /** How the head announces the end of the content. */
  public enum Delimiter {
    /** Content-Length with the length of the body. */
    LENGTH,
    /** Transfer-Encoding: chunked. */
    CHUNKED,
    /** No field: there is no content, or it ends when the connection closes. */
    NONE
  }

  /** How the head announces whether the connection persists. */
  public enum Persistence {
    /** No field: HTTP/1.1 persists by default. */
    DEFAULT,
    /** Connection: keep-alive, which HTTP/1.0 clients require. */
    KEEP_ALIVE,
    /** Connection: close. */
    CLOSE
  }

  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  private static final int MAX_DIGITS = 20;

  /** The most frequent status lines, with the Server field. */
  private static final Map<Status, byte[]> START_LINES = new HashMap<>();

  static {
    for (Status status :
        List.of(
            Status.OK,
            Status.CREATED,
            Status.NO_CONTENT,
            Status.PARTIAL_CONTENT,
            Status.NOT_MODIFIED,
            Status.BAD_REQUEST,
            Status.NOT_FOUND)) {
      START_LINES.put(status, startLines(status));
    }
  }

  private final DateField date;

  public HeadWriter(DateField date) {
    this.date = date;
  }

  /**
   * Adds the head of a response to the outbox.
   *
   * @param length of the content in bytes; used with {@link Delimiter#LENGTH} only
   */
  public void write(
      Outbox outbox, Response response, Delimiter delimiter, long length, Persistence persistence) {
    Status status = response.status();
    byte[] start = START_LINES.get(status);
    if (start == null) {
      start = startLines(status);
    }
    Field now = date.now();
    List<Field> fields = response.fields();
    int size = start.length + now.lineLength() + CONTENT_LENGTH.length + MAX_DIGITS;
    size += CHUNKED.length + KEEP_ALIVE.length + 2;
    for (int i = 0; i < fields.size(); i++) {
      size += fields.get(i).lineLength();
    }
    int at = outbox.reserve(size);
    byte[] bytes = outbox.bytes();
    at = copy(start, bytes, at);
    at = now.copyLine(bytes, at);
    for (int i = 0; i < fields.size(); i++) {
      at = fields.get(i).copyLine(bytes, at);
    }
    at = writeDelimiter(delimiter, length, bytes, at);
    at =
        switch (persistence) {
          case DEFAULT -> at;
          case KEEP_ALIVE -> copy(KEEP_ALIVE, bytes, at);
          case CLOSE -> copy(CLOSE, bytes, at);
        };
    outbox.written(lineEnd(bytes, at));
  }

  private static int writeDelimiter(Delimiter delimiter, long length, byte[] bytes, int at) {
    return switch (delimiter) {
      case LENGTH -> lineEnd(bytes, decimal(length, bytes, copy(CONTENT_LENGTH, bytes, at)));
      case CHUNKED -> copy(CHUNKED, bytes, at);
      case NONE -> at;
    };
  }

  private static byte[] startLines(Status status) {
    return ascii("HTTP/1.1 " + status + "\r\nServer: heddle\r\n");
  }

  private static int copy(byte[] source, byte[] bytes, int at) {
    System.arraycopy(source, 0, bytes, at, source.length);
    return at + source.length;
  }

  private static int lineEnd(byte[] bytes, int at) {
    bytes[at] = '\r';
    bytes[at + 1] = '\n';
    return at + 2;
  }

  private static int decimal(long number, byte[] bytes, int at) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = at + digits - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + digits;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
