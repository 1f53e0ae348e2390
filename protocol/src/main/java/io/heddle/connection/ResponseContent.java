package io.heddle.connection;

import io.heddle.codec.ChunkWriter;
import io.heddle.codec.Outbox;
import io.heddle.http.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link Body.Writer} writes to: gathers small pieces, frames them, and waits for the
 * client when it is slow.
 */
final class ResponseContent extends OutputStream {
  /** Pieces of this size are sent from where they are. */
  private static final int LEAST_DIRECT_BYTES = 4 << 10;

  /** A write is offered at most this much of an array: the platform copies all that it is given. */
  private static final int MOST_DIRECT_BYTES = 64 << 10;

  private final Connection connection;
  private final Outbox outbox;
  private final Transport transport;
  private final ChunkWriter chunks;
  private final boolean chunked;
  private final long length;
  private long count;
  private boolean clientGone;
  private boolean hasSent;
  private boolean retired;

  /**
   * Content that is sent in chunks or as it is.
   *
   * @param length that the response's head has promised; -1 for none
   */
  ResponseContent(
      Connection connection, Outbox outbox, Transport transport, boolean chunked, long length) {
    this.connection = connection;
    this.outbox = outbox;
    this.transport = transport;
    this.chunks = new ChunkWriter(outbox);
    this.chunked = chunked;
    this.length = length;
  }

  /** How many octets have been written. */
  long count() {
    return count;
  }

  /** Has the writer write the whole content; what went wrong, if anything did. */
  @Nullable Throwable writeAll(Body.Writer writer) {
    try {
      writer.writeTo(this);
      end();
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return e;
    } finally {
      // what comes later would land in another response
      retired = true;
    }
  }

  /** Whether any of the response has left, so that it cannot be taken back. */
  boolean hasSent() {
    return hasSent;
  }

  boolean isClientGone() {
    return clientGone;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int size) throws IOException {
    Objects.checkFromIndexSize(offset, size, source.length);
    checkInUse();
    if (length >= 0 && count + size > length) {
      throw new IllegalStateException("the writer wrote more than the " + length + " promised");
    }
    count += size;
    if (size >= LEAST_DIRECT_BYTES) {
      writeDirect(source, offset, size);
    } else {
      gather(source, offset, size);
    }
  }

  private void gather(byte[] source, int offset, int size) throws IOException {
    int from = offset;
    int left = size;
    while (left > 0) {
      int room = Math.min(left, chunks.room());
      if (room == 0) {
        flush();
        continue;
      }
      if (chunked) {
        chunks.add(source, from, room);
      } else {
        outbox.add(source, from, room);
      }
      from += room;
      left -= room;
    }
  }

  private void writeDirect(byte[] source, int offset, int size) throws IOException {
    for (int from = offset, left = size; left > 0; ) {
      int piece = Math.min(left, MOST_DIRECT_BYTES);
      if (chunked) {
        chunks.beginSized(piece);
      }
      flushOutbox();
      sendDirect(ByteBuffer.wrap(source, from, piece));
      if (chunked) {
        chunks.endSized();
      }
      from += piece;
      left -= piece;
    }
  }

  private void sendDirect(ByteBuffer piece) throws IOException {
    try {
      connection.enter(Phase.WRITE);
      while (piece.hasRemaining()) {
        connection.sent(transport.write(piece));
      }
      connection.enter(Phase.HANDLING);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    }
  }

  /** Sends what has been written so far. */
  @Override
  public void flush() throws IOException {
    checkInUse();
    chunks.endChunk();
    flushOutbox();
  }

  private void checkInUse() throws IOException {
    if (retired) {
      throw new IOException("the response is over");
    }
  }

  private void flushOutbox() throws IOException {
    if (outbox.isEmpty()) {
      return;
    }
    hasSent = true;
    try {
      connection.flush(transport);
      connection.enter(Phase.HANDLING);
    } catch (IOException e) {
      clientGone = true;
      throw e;
    }
  }

  /** Ends the content; the rest of it is in the outbox. */
  private void end() {
    if (count < length) {
      throw new IllegalStateException(
          "the writer wrote " + count + " of the " + length + " promised");
    }
    if (chunked) {
      chunks.endBody();
    }
  }
}
