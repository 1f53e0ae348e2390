package io.heddle.http1;

import io.heddle.codec.ChunkWriter;
import io.heddle.codec.Outbox;
import io.heddle.http.Body;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The output stream of a {@link Body.Writer}: it collects small writes, frames them, and waits for
 * a slow client. Until the response is committed nothing has been sent, and all of it can be taken
 * back.
 */
final class ResponseContent extends OutputStream {
  /** The response is committed when this much output waits. */
  private static final int MAX_HELD_BYTES = 64 << 10;

  /** Writes of this size or more are sent without copying. */
  private static final int MIN_DIRECT_BYTES = 4 << 10;

  /**
   * A write passes at most this much of an array, because the JDK copies everything it is given.
   */
  private static final int MAX_DIRECT_BYTES = 64 << 10;

  /** Other connections may run after this many writes, even if they have no content. */
  private static final int WRITES_AT_A_TIME = 16;

  private final Traffic traffic;
  private final Outbox outbox;
  private final RequestContent request;
  private final ChunkWriter chunks;
  private final boolean chunked;
  private final long length;
  private long count;
  private long taken;
  private int writes;
  private boolean committed;
  private boolean retired;

  /**
   * A stream for content that is chunked or sent as it is.
   *
   * @param request the content that the client still sends: as long as it may turn out to be
   *     malformed, the response is held back
   * @param length announced in the response's head; -1 if none
   */
  ResponseContent(
      Traffic traffic, Outbox outbox, RequestContent request, boolean chunked, long length) {
    this.traffic = traffic;
    this.outbox = outbox;
    this.request = request;
    this.chunks = new ChunkWriter(outbox);
    this.chunked = chunked;
    this.length = length;
  }

  /** How many bytes were added to the outbox or sent directly. */
  long taken() {
    return taken;
  }

  /** Runs the writer and returns its failure, or null. */
  @Nullable Throwable writeAll(Body.Writer writer) {
    boolean isInterruptible = writer.isInterruptible();
    try {
      if (!isInterruptible) {
        traffic.setInterruptible(false);
      }
      writer.writeTo(this);
      end();
      return null;
    } catch (IOException | RuntimeException | Error e) {
      return e;
    } finally {
      if (!isInterruptible) {
        traffic.setInterruptible(true);
      }
      // Later writes would end up in another response.
      retired = true;
    }
  }

  /** Whether any of the response may have been sent, so that it cannot be taken back. */
  boolean isCommitted() {
    return committed;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int size) throws IOException {
    Objects.checkFromIndexSize(offset, size, source.length);
    requireInUse();
    if (++writes % WRITES_AT_A_TIME == 0) {
      traffic.giveWay();
    }
    if (length >= 0 && count + size > length) {
      throw new IllegalStateException("the writer wrote more than the " + length + " promised");
    }
    count += size;
    if (!committed && outbox.mark() + size <= MAX_HELD_BYTES && outbox.mayGrow(size)) {
      add(source, offset, size);
      return;
    }
    committed = true;
    if (size >= MIN_DIRECT_BYTES) {
      writeDirect(source, offset, size);
    } else {
      gather(source, offset, size);
    }
  }

  private void add(byte[] source, int offset, int size) {
    if (chunked) {
      chunks.add(source, offset, size);
    } else {
      outbox.add(source, offset, size);
    }
    taken += size;
  }

  private void gather(byte[] source, int offset, int size) throws IOException {
    int from = offset;
    int left = size;
    while (left > 0) {
      int room = Math.min(left, chunks.room());
      if (room <= 0) {
        send();
        continue;
      }
      add(source, from, room);
      from += room;
      left -= room;
    }
  }

  private void writeDirect(byte[] source, int offset, int size) throws IOException {
    for (int from = offset, left = size; left > 0; ) {
      int piece = Math.min(left, MAX_DIRECT_BYTES);
      if (chunked) {
        chunks.beginSized(piece);
      }
      traffic.flush(outbox);
      send(ByteBuffer.wrap(source, from, piece));
      if (chunked) {
        chunks.endSized();
      }
      from += piece;
      left -= piece;
    }
  }

  private void send(ByteBuffer piece) throws IOException {
    int from = piece.position();
    try {
      traffic.write(piece);
    } finally {
      taken += piece.position() - from;
    }
  }

  /**
   * Sends the output so far, unless the request may still turn out to be malformed. Another
   * server's answer does not wait for that: the client may send more only when it has a part of it.
   */
  @Override
  public void flush() throws IOException {
    requireInUse();
    if (committed || traffic.isRelayed() || request.isComplete()) {
      committed = true;
      send();
    }
  }

  private void send() throws IOException {
    chunks.endChunk();
    traffic.flush(outbox);
  }

  private void requireInUse() throws IOException {
    if (retired) {
      throw new IOException("the response is over");
    }
  }

  /** Ends the content; what remains of it is in the outbox. */
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
