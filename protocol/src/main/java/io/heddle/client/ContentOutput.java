package io.heddle.client;

import io.heddle.codec.ChunkWriter;
import io.heddle.codec.Outbox;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/** Sends what a writer produces as the content of a request: as it is, or in chunks. */
final class ContentOutput extends OutputStream {
  /** Content collects up to this size before it is sent. */
  private static final int MAX_PIECE_BYTES = 4 << 10;

  private final ClientConnection connection;
  private final Outbox outbox;
  private final ChunkWriter chunks;
  private final long length;
  private long written;

  /**
   * An output for content.
   *
   * @param length in bytes; -1 for chunks
   */
  ContentOutput(ClientConnection connection, Outbox outbox, long length) {
    this.connection = connection;
    this.outbox = outbox;
    this.chunks = new ChunkWriter(outbox);
    this.length = length;
  }

  private boolean isChunked() {
    return length < 0;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    if (!isChunked() && count > length - written) {
      throw new IOException("the content is longer than the announced " + length + " bytes");
    }
    written += count;
    for (int at = offset; at < offset + count; ) {
      int piece = Math.min(offset + count - at, MAX_PIECE_BYTES);
      if (isChunked()) {
        chunks.add(bytes, at, piece);
      } else {
        outbox.add(bytes, at, piece);
      }
      at += piece;
      if (outbox.isFull()) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    chunks.endChunk();
    connection.flush();
  }

  /**
   * Ends the content.
   *
   * @throws IOException when it is shorter than announced
   */
  void end() throws IOException {
    if (isChunked()) {
      chunks.endBody();
    } else if (written < length) {
      throw new IOException(
          "the content ends after %d of the announced %d bytes".formatted(written, length));
    }
  }
}
