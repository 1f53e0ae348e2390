package io.heddle.proxy;

import io.heddle.codec.ChunkWriter;
import io.heddle.codec.Framing;
import io.heddle.codec.Outbox;
import io.heddle.connection.Line;
import io.heddle.http.Budget;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/** The request on its way to a server: what of it waits to be sent, and what is to come. */
final class RequestOutput {
  private final int maxHeldBytes;
  private final Outbox outbox;
  private final ChunkWriter chunks;
  private boolean isChunked;
  private boolean isEnded;
  private boolean hasFailed;

  /** How much content is to come, unless it is chunked. */
  private long contentLeft;

  /**
   * An output that serves one request after another.
   *
   * @param maxHeldBytes how much content may wait
   */
  RequestOutput(Budget budget, int maxHeldBytes) {
    this.maxHeldBytes = maxHeldBytes;
    this.outbox = new Outbox(budget);
    this.chunks = new ChunkWriter(outbox);
  }

  /** Begins a request; {@link #flush} sends it. */
  void begin(byte[] head, Framing framing) {
    outbox.add(head);
    isChunked = framing instanceof Framing.Chunked;
    contentLeft = framing instanceof Framing.Length(long bytes) ? bytes : 0;
    isEnded = contentLeft == 0 && !isChunked;
  }

  /** How many more bytes of content it takes now. */
  int room() {
    return hasFailed ? 0 : (int) Math.max(0, maxHeldBytes - outbox.size());
  }

  /** Adds content. */
  void add(byte[] source, int offset, int length) {
    if (hasFailed) {
      return;
    }
    if (isChunked) {
      chunks.add(source, offset, length);
      chunks.endChunk();
    } else {
      outbox.add(source, offset, length);
      contentLeft -= length;
      isEnded = contentLeft == 0;
    }
  }

  /** Ends the content. */
  void end() {
    if (isChunked && !isEnded && !hasFailed) {
      chunks.endBody();
    }
    isEnded = true;
  }

  /** Whether nothing is left to add. */
  boolean isEnded() {
    return isEnded;
  }

  /** Whether nothing waits to be sent. */
  boolean isEmpty() {
    return outbox.isEmpty();
  }

  /** Whether the server takes nothing more; it may still have answered. */
  boolean hasFailed() {
    return hasFailed;
  }

  /**
   * Sends what the line takes. If it waits, it does so only until something else happens.
   *
   * @param happens as in {@link Line#write(java.nio.ByteBuffer, BooleanSupplier)}
   */
  void flush(Line line, BooleanSupplier happens, Patience patience) {
    try {
      while (!outbox.isEmpty() && outbox.writeTo(line, happens) > 0) {
        patience.beat();
      }
    } catch (IOException e) {
      hasFailed = true;
      outbox.clear();
    }
  }

  /** Releases a large array. */
  void clear() {
    outbox.clear();
  }

  /** How many bytes it takes from the budget. */
  int capacity() {
    return outbox.capacity();
  }
}
