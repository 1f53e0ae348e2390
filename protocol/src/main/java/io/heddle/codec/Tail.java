package io.heddle.codec;

import io.heddle.connection.Wire;
import io.heddle.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A body that is sent as it is, without being copied into the {@link Outbox}: bytes in memory, or
 * part of a file. It knows which bytes of a file would have to come from the disk.
 */
final class Tail {
  /**
   * A write passes at most this much of an array, because the JDK copies everything it is given.
   */
  static final int MAX_WRITTEN_BYTES = 64 << 10;

  /** One call sends at most this much of a file, and looks that far ahead for cold pages. */
  private static final int MAX_SENT_BYTES = 256 << 10;

  /** Cold files are read in blocks of this size, each at a multiple of it. */
  private static final int BLOCK_BYTES = 64 << 10;

  private @Nullable Body body;
  private long sent;
  private boolean cold;
  private boolean warmed;

  /** No body yet. */
  Tail() {}

  boolean isEmpty() {
    return body == null;
  }

  /** Whether the body has been sent in part. */
  boolean isBegun() {
    return sent > 0 && body != null;
  }

  /** How many bytes are left. */
  long size() {
    return body == null ? 0 : body.length() - sent;
  }

  /** Takes the next body; it must be empty. */
  void begin(Body next) {
    body = next;
    sent = 0;
    cold = false;
    warmed = false;
  }

  /** Whether the next bytes are on the disk and not in memory. */
  boolean isCold() {
    if (!cold && !warmed && body instanceof Body.Region region) {
      cold = !region.residency().isResident(region.position() + sent, nextBytes(region));
    }
    return cold;
  }

  /** Whether {@link #isCold} has said so and nobody has warmed it since. */
  boolean awaitsDisk() {
    return cold;
  }

  /**
   * Reads the next bytes of a cold file, and the rest of their blocks, which leaves them in the
   * kernel's memory.
   */
  void warm() {
    if (body instanceof Body.Region region) {
      ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
      long position = region.position() + sent;
      long end = position + nextBytes(region);
      try {
        for (long at = position - position % BLOCK_BYTES; at < end; at += BLOCK_BYTES) {
          readBlock(region, at, block.clear());
        }
      } catch (IOException ignored) {
        // Sending it fails in the same way, and reports that.
      }
    }
    sendCold();
  }

  /** Reads a block to its end, or to that of the file. */
  private static void readBlock(Body.Region region, long position, ByteBuffer block)
      throws IOException {
    int count = 0;
    while (block.hasRemaining() && count >= 0) {
      count = region.file().read(block, position + block.position());
    }
    region.residency().warmed(position, block.position());
  }

  /** Sends the next bytes whether or not they are in memory; they may have been evicted again. */
  void sendCold() {
    cold = false;
    warmed = true;
  }

  private long nextBytes(Body.Region region) {
    return Math.min(region.length() - sent, MAX_SENT_BYTES);
  }

  /**
   * Sends once, as much as the wire takes.
   *
   * @return how many bytes; 0 if the wire would have to wait
   * @throws IOException when the client is gone
   * @throws ContentException when a file is shorter than announced or cannot be read
   */
  long writeTo(Wire wire) throws IOException {
    return switch (body) {
      case null -> 0;
      case Body.Bytes bytes -> write(wire, bytes);
      case Body.Region region -> send(wire, region);
      case Body.Stream stream -> throw new IllegalStateException();
    };
  }

  private long write(Wire wire, Body.Bytes bytes) throws IOException {
    int from = bytes.from() + (int) sent;
    int length = Math.min(bytes.to() - from, MAX_WRITTEN_BYTES);
    int count = wire.write(ByteBuffer.wrap(bytes.bytes(), from, length));
    sent += count;
    if (sent == bytes.length()) {
      body = null;
      bytes.close();
    }
    return count;
  }

  private long send(Wire wire, Body.Region region) throws IOException {
    long position = region.position() + sent;
    long count;
    try {
      count = wire.send(region.file(), position, nextBytes(region));
    } catch (IOException e) {
      // At the end of the file, send returns 0 and does not throw. So unless this read fails, the
      // client is gone.
      requireReadable(region, position);
      throw e;
    }
    if (count == 0 && sizeOf(region) <= position) {
      throw new ContentException(
          "a file has become shorter than its response: at byte %d of %d"
              .formatted(position, region.position() + region.length()));
    }
    sent += count;
    warmed &= count == 0;
    if (sent == region.length()) {
      body = null;
      region.close();
    }
    return count;
  }

  /** Tells a fault of the file from one of the client: only then can its next byte not be read. */
  private static void requireReadable(Body.Region region, long position) {
    if (Thread.currentThread().isInterrupted()) {
      // The server is stopping: reading would fail because of the interrupt.
      return;
    }
    try {
      region.file().read(ByteBuffer.allocate(1), position);
    } catch (IOException e) {
      throw new ContentException("a file cannot be read while it is sent", e);
    }
  }

  private static long sizeOf(Body.Region region) {
    try {
      return region.file().size();
    } catch (IOException e) {
      throw new ContentException("a file cannot be read while it is sent", e);
    }
  }

  /** Drops the rest, and closes a file that was not sent. */
  void clear() {
    Body unsent = body;
    body = null;
    cold = false;
    if (unsent != null) {
      unsent.close();
    }
  }
}
