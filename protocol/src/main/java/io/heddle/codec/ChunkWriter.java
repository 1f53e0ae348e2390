package io.heddle.codec;

import io.heddle.http.Ascii;
import java.nio.charset.StandardCharsets;

/**
 * Adds content to an outbox in chunks (RFC 9112 section 7.1). What is written piece by piece
 * gathers into one chunk until it is ended.
 */
public final class ChunkWriter {
  /** Room before a chunk for its size line: up to six digits, so a chunk is below 16 MiB. */
  private static final int SIZE_LINE_BYTES = 8;

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_END = {'\r', '\n'};

  private final Outbox outbox;
  private int chunkStart = -1;

  public ChunkWriter(Outbox outbox) {
    this.outbox = outbox;
  }

  /** How much can be added to the open chunk, or to a new one, without making the array grow. */
  public int room() {
    int overhead = LINE_END.length + (chunkStart < 0 ? SIZE_LINE_BYTES : 0);
    return Math.max(0, outbox.room() - overhead);
  }

  /** Adds content to the open chunk, or begins one. */
  public void add(byte[] source, int offset, int length) {
    if (chunkStart < 0) {
      chunkStart = outbox.reserve(SIZE_LINE_BYTES);
      outbox.written(chunkStart + SIZE_LINE_BYTES);
    }
    outbox.add(source, offset, length);
  }

  /** Ends the open chunk, if there is one, so that the outbox may be emptied. */
  public void endChunk() {
    if (chunkStart < 0) {
      return;
    }
    int dataStart = chunkStart + SIZE_LINE_BYTES;
    int size = outbox.mark() - dataStart;
    int lineEnd = writeSizeLine(size, outbox.bytes(), chunkStart);
    System.arraycopy(outbox.bytes(), dataStart, outbox.bytes(), lineEnd, size);
    outbox.written(lineEnd + size);
    outbox.add(LINE_END);
    chunkStart = -1;
  }

  /** Begins a chunk of this size, whose content is sent past the outbox. */
  public void beginSized(int size) {
    endChunk();
    int at = outbox.reserve(SIZE_LINE_BYTES + LINE_END.length);
    outbox.written(writeSizeLine(size, outbox.bytes(), at));
  }

  /** Ends a chunk whose content was sent past the outbox. */
  public void endSized() {
    outbox.add(LINE_END);
  }

  /** Adds the last chunk, of size 0, which ends the content. */
  public void endBody() {
    endChunk();
    outbox.add(LAST_CHUNK);
  }

  /** Writes the size and CRLF; returns the position after it. */
  private static int writeSizeLine(int size, byte[] bytes, int from) {
    int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(size)) / 4);
    for (int i = 0; i < digits; i++) {
      bytes[from + i] = Ascii.hexDigit((size >> (4 * (digits - 1 - i))) & 15);
    }
    System.arraycopy(LINE_END, 0, bytes, from + digits, LINE_END.length);
    return from + digits + LINE_END.length;
  }
}
