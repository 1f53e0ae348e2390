package io.heddle.filter;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes content of a client in the gzip format (RFC 1952), which may have several members. It
 * bounds what comes out, because a small content can hold a huge one. It belongs to one thread at a
 * time.
 */
final class GzipInput extends InputStream {
  /** Content that expands more than this is refused; text rarely reaches a tenth of it. */
  static final int MAX_RATIO = 200;

  /** Up to this size, content may expand as much as it likes. */
  static final int MIN_SUSPICIOUS_BYTES = 1 << 20;

  private static final int BUFFER_BYTES = 8 << 10;
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int HAS_CHECKSUM = 2;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;
  private static final int RESERVED_FLAGS = 0xe0;

  private enum State {
    HEADER,
    DATA,
    END,
    FAILED,
    CLOSED
  }

  private final InputStream in;
  private final long maxBytes;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private State state = State.HEADER;
  private int at;
  private int end;
  private long encoded;
  private long decoded;

  /**
   * Decodes this content.
   *
   * @param maxBytes most bytes that come out; with more, reading fails with 413
   */
  GzipInput(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** Throws HttpException when the content is malformed (400) or expands too much (413). */
  @Override
  public int read(byte[] target, int offset, int count) throws IOException {
    if (state == State.CLOSED) {
      throw new IOException("the content has been closed");
    }
    if (count == 0) {
      return 0;
    }
    try {
      if (state == State.HEADER && isEmpty()) {
        state = State.END;
      }
      while (state != State.END) {
        if (state == State.HEADER) {
          readHeader();
        }
        int size = inflate(target, offset, count);
        if (size > 0) {
          return size;
        }
      }
      return -1;
    } catch (DataFormatException e) {
      throw malformed();
    }
  }

  /** Whether there is no content at all, and so none that a client could have encoded. */
  private boolean isEmpty() throws IOException {
    return encoded == 0 && !fill();
  }

  /** Decodes some data; 0 if the member has ended. */
  private int inflate(byte[] target, int offset, int count)
      throws IOException, DataFormatException {
    while (true) {
      int size = inflater.inflate(target, offset, count);
      if (size > 0) {
        checksum.update(target, offset, size);
        decoded += size;
        requireWithinBounds();
        return size;
      }
      if (inflater.finished()) {
        at = end - inflater.getRemaining();
        readTrailer();
        return 0;
      }
      if (!fill()) {
        throw malformed();
      }
      inflater.setInput(buffer, at, end - at);
      at = end;
    }
  }

  private void requireWithinBounds() {
    if (decoded > maxBytes) {
      throw failed(
          Status.CONTENT_TOO_LARGE, "the request's content has more than " + maxBytes + " bytes");
    }
    if (decoded > MIN_SUSPICIOUS_BYTES && decoded / MAX_RATIO > encoded) {
      throw failed(
          Status.CONTENT_TOO_LARGE,
          "the request's content becomes more than " + MAX_RATIO + " times as large");
    }
  }

  private void readHeader() throws IOException {
    if (next() + (next() << 8) != MAGIC || next() != DEFLATE) {
      throw malformed();
    }
    int flags = next();
    if ((flags & RESERVED_FLAGS) != 0) {
      throw malformed();
    }
    // the time, a hint and the system
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() + (next() << 8));
    }
    if ((flags & HAS_NAME) != 0) {
      skipText();
    }
    if ((flags & HAS_COMMENT) != 0) {
      skipText();
    }
    if ((flags & HAS_CHECKSUM) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(buffer, at, end - at);
    at = end;
    checksum.reset();
    state = State.DATA;
  }

  private void readTrailer() throws IOException {
    if (number() != (int) checksum.getValue() || number() != (int) inflater.getBytesWritten()) {
      throw malformed();
    }
    state = at < end || fill() ? State.HEADER : State.END;
  }

  /** The next four bytes, the lowest first. */
  private int number() throws IOException {
    return next() | next() << 8 | next() << 16 | next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    while (next() != 0) {
      // part of the text
    }
  }

  private int next() throws IOException {
    if (at == end && !fill()) {
      throw malformed();
    }
    return buffer[at++] & 0xff;
  }

  /** Reads more encoded content; false if there is none. */
  private boolean fill() throws IOException {
    int count = in.read(buffer);
    at = 0;
    end = Math.max(count, 0);
    encoded += end;
    return count >= 0;
  }

  private HttpException malformed() {
    return failed(Status.BAD_REQUEST, "the request's content is not valid gzip");
  }

  private HttpException failed(Status status, String reason) {
    state = State.FAILED;
    return new HttpException(status, reason);
  }

  @Override
  public void close() {
    state = State.CLOSED;
    inflater.end();
  }
}
