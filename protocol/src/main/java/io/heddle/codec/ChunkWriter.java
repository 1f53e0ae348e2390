package io.heddle.codec;

import io.heddle.http.Ascii;
import java.nio.charset.StandardCharsets;

/**
 * A writer that adds content to an outbox in chunks (RFC 9112 section 7.1). Small writes collect in
 * one open chunk.
 */
public final class ChunkWriter {
  /** Room for the size line before a chunk: up to six digits, so a chunk is smaller than 16 MiB. */
  private static final int SIZE_LINE_BYTES = 8;

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LINE_END = {'\r', '\n'};

  private final Outbox outbox;
  private int chunkStart = -1;

  public ChunkWriter(Outbox outbox) {
    this.outbox = outbox;
  }

  /** How many bytes fit into the open chunk, or a new one, before the array must grow. */
  public int room() {
    int overhead = LINE_END.length + (chunkStart < 0 ? SIZE_LINE_BYTES : 0);
    return Math.max(0, outbox.room() - overhead);
  }

  /** Adds content to the open chunk; begins a chunk if none is open. */
  public void add(byte[] source, int offset, int length) {
    if (chunkStart < 0) {
      chunkStart = outbox.reserve(SIZE_LINE_BYTES);
      outbox.written(chunkStart + SIZE_LINE_BYTES);
    }
    outbox.add(source, offset, length);
  }

  /** Ends the open chunk, if any. Required before the outbox is sent. */
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

  /** Begins a chunk of this size; its content does not pass through the outbox. */
  public void beginSized(int size) {
    endChunk();
    int at = outbox.reserve(SIZE_LINE_BYTES + LINE_END.length);
    outbox.written(writeSizeLine(size, outbox.bytes(), at));
  }

  /** Ends a chunk begun with {@link #beginSized}. */
  public void endSized() {
    outbox.add(LINE_END);
  }

  /** Adds the last chunk, of size 0, which ends the content. */
  public void endBody() {
    endChunk();
    outbox.add(LAST_CHUNK);
  }

  /** Writes the size and CRLF and returns the position after them. */
  private static int writeSizeLine(int size, byte[] bytes, int from) {
    int digits = Math.max(1, (35 - Integer.numberOfLeadingZeros(size)) / 4);
    for (int i = 0; i < digits; i++) {
      bytes[from + i] = Ascii.hexDigit((size >> (4 * (digits - 1 - i))) & 15);
    }
    System.arraycopy(LINE_END, 0, bytes, from + digits, LINE_END.length);
    return from + digits + LINE_END.length;
  }
}
