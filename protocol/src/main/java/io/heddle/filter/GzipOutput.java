package io.heddle.filter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses what is written to it, in the gzip format (RFC 1952). A flush passes on everything
 * written so far, in a form that the client can decompress at once.
 */
final class GzipOutput extends OutputStream {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final int TRAILER_BYTES = 8;

  /** Deflate, without a name or a time, on an unknown system. */
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final OutputStream out;
  private final Deflater deflater;
  private final CRC32 checksum = new CRC32();
  private final byte[] buffer;
  private long count;
  private boolean begun;

  /**
   * Compressed output.
   *
   * @param deflater without the zlib format's header; it belongs to the caller
   */
  GzipOutput(OutputStream out, Deflater deflater) {
    this(out, deflater, BUFFER_BYTES);
  }

  /** Compressed output, passed on in pieces of at most this size, which zlib wants above 6. */
  GzipOutput(OutputStream out, Deflater deflater, int bufferBytes) {
    this.out = out;
    this.deflater = deflater;
    this.buffer = new byte[bufferBytes];
  }

  /** How many bytes were written to this. */
  long count() {
    return count;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int size) throws IOException {
    begin();
    checksum.update(source, offset, size);
    count += size;
    for (int at = 0; at < size; at += BUFFER_BYTES) {
      deflater.setInput(source, offset + at, Math.min(BUFFER_BYTES, size - at));
      while (!deflater.needsInput()) {
        pass(deflater.deflate(buffer));
      }
    }
    if (size == 0) {
      pass(0);
    }
  }

  @Override
  public void flush() throws IOException {
    begin();
    int size = buffer.length;
    while (size == buffer.length) {
      size = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      pass(size);
    }
    out.flush();
  }

  /** Writes the end of the compressed data. */
  void finish() throws IOException {
    begin();
    deflater.finish();
    while (!deflater.finished()) {
      pass(deflater.deflate(buffer));
    }
    out.write(
        ByteBuffer.allocate(TRAILER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) checksum.getValue())
            .putInt((int) count)
            .array());
  }

  private void begin() throws IOException {
    if (!begun) {
      begun = true;
      out.write(HEADER);
    }
  }

  /** Passes on what there is, even nothing: compressing takes long, so others may run now. */
  private void pass(int size) throws IOException {
    out.write(buffer, 0, size);
  }
}
