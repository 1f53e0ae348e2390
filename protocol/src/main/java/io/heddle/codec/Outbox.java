package io.heddle.codec;

import io.heddle.connection.Wire;
import io.heddle.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a connection has to send: serialized bytes, then at most one body that is sent
 * without copying. Responses to pipelined requests collect here and leave in one write.
 */
public final class Outbox {
  /** Bodies up to this size are copied, so that they leave in the same write as their head. */
  private static final int MAX_COPIED_BYTES = 4 << 10;

  /**
   * A write passes at most this much of an array, because the JDK copies everything it is given.
   */
  private static final int MAX_WRITTEN_BYTES = 64 << 10;

  /** One call sends at most this much of a file, and looks that far ahead for cold pages. */
  private static final int MAX_SENT_BYTES = 256 << 10;

  private static final int WARMING_BYTES = 64 << 10;

  /** Above this size the outbox should be sent before another response is added. */
  private static final int FULL_BYTES = 4 << 10;

  private static final int MIN_BYTES = 1 << 10;

  /** An array up to this size is kept for the next connection. */
  private static final int MAX_KEPT_BYTES = 8 << 10;

  private static final byte[] NO_BYTES = {};

  private final Budget budget;
  private byte[] bytes = NO_BYTES;
  private ByteBuffer view = ByteBuffer.wrap(NO_BYTES);
  private int start;
  private int end;
  private @Nullable Body tail;
  private long tailSent;
  private boolean cold;
  private boolean warmed;
  private long sent;

  /** An empty outbox; it allocates its array on first use. */
  public Outbox(Budget budget) {
    this.budget = budget;
  }

  public boolean isEmpty() {
    return start == end && tail == null;
  }

  /** Whether it should be sent before more is added. */
  public boolean isFull() {
    return tail != null || end > FULL_BYTES;
  }

  /** Whether a body that is sent without copying has been sent in part. */
  public boolean isAmidBody() {
    return tailSent > 0 && tail != null;
  }

  /**
   * Whether the next bytes to send are on the disk and not in memory. A thread that must not wait
   * for the disk asks before each {@link #writeTo}; another one then calls {@link #warm}.
   */
  public boolean isCold() {
    if (!cold && !warmed && start == end && tail instanceof Body.Region region) {
      long position = region.position() + tailSent;
      cold = !region.residency().isResident(position, nextBytes(region));
    }
    return cold;
  }

  /** Whether {@link #isCold} has said so and nobody has warmed it since. */
  public boolean awaitsDisk() {
    return cold;
  }

  /** Reads the next bytes of a cold file, which leaves them in the kernel's memory. */
  public void warm() {
    if (tail instanceof Body.Region region) {
      ByteBuffer scratch = ByteBuffer.allocate(WARMING_BYTES);
      long position = region.position() + tailSent;
      long end = position + nextBytes(region);
      try {
        int count = 0;
        while (position < end && count >= 0) {
          count = region.file().read(scratch.clear(), position);
          position += count;
        }
      } catch (IOException ignored) {
        // Sending it fails in the same way, and reports that.
      }
    }
    cold = false;
    // The pages may have been evicted again, but sending must go on.
    warmed = true;
  }

  /** Sends the cold file without {@link #warm}, because nobody can do that now. */
  public void sendCold() {
    cold = false;
    warmed = true;
  }

  private long nextBytes(Body.Region region) {
    return Math.min(region.length() - tailSent, MAX_SENT_BYTES);
  }

  /** How many bytes it has sent since it was {@linkplain #clear cleared}. */
  public long sent() {
    return sent;
  }

  /** How many bytes it will have sent once it is empty. */
  public long total() {
    return sent + size();
  }

  /** How many bytes it still has to send. */
  public long size() {
    return (end - start) + (tail == null ? 0 : tail.length() - tailSent);
  }

  /** The position after the last byte, for {@link #truncate}. */
  public int mark() {
    return end;
  }

  /** Drops everything added since the mark. None of it may have been sent. */
  public void truncate(int mark) {
    end = mark;
  }

  /** How many bytes can be added before an array of the usual size must grow. */
  int room() {
    return Math.max(bytes.length, MAX_KEPT_BYTES) - end;
  }

  /** Whether this many more bytes are within the memory budget. */
  public boolean mayGrow(int count) {
    return bytes.length - end >= count || budget.has(sizeFor(count) - bytes.length);
  }

  /** The size to which the array must grow for this many more bytes. */
  private int sizeFor(int count) {
    return Math.max(Math.max(bytes.length * 2, MIN_BYTES), end + count);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Makes room for this many bytes and returns the position to write them to. */
  int reserve(int count) {
    requireNoTail();
    if (bytes.length - end < count) {
      int size = sizeFor(count);
      budget.overdraw(size - bytes.length);
      bytes = Arrays.copyOf(bytes, size);
      view = ByteBuffer.wrap(bytes);
    }
    return end;
  }

  /** Reports that the reserved room has been written up to this position. */
  void written(int position) {
    end = position;
  }

  /** Adds a copy of these bytes. */
  public void add(byte[] source, int offset, int length) {
    int at = reserve(length);
    System.arraycopy(source, offset, bytes, at, length);
    end = at + length;
  }

  /** Adds a copy of these bytes. */
  public void add(byte[] source) {
    add(source, 0, source.length);
  }

  /** Adds a body in memory; a large one is sent without copying. */
  public void add(Body.Bytes body) {
    byte[] content = body.bytes();
    if (content.length <= MAX_COPIED_BYTES) {
      add(content, 0, content.length);
    } else {
      addTail(body);
    }
  }

  /** Adds part of a file, which is closed once it is sent. */
  public void add(Body.Region region) {
    addTail(region);
  }

  /** Anything added now would be sent before the body. */
  private void requireNoTail() {
    if (tail != null) {
      throw new IllegalStateException("the outbox is full");
    }
  }

  private void addTail(Body body) {
    requireNoTail();
    tail = body;
    tailSent = 0;
    cold = false;
    warmed = false;
  }

  /**
   * Sends once, as much as the wire takes.
   *
   * @return how many bytes; 0 if the wire would have to wait
   * @throws IOException when the client is gone
   * @throws ContentException when a file is shorter than announced or cannot be read
   */
  public long writeTo(Wire wire) throws IOException {
    long count = write(wire);
    sent += count;
    return count;
  }

  private long write(Wire wire) throws IOException {
    if (start < end) {
      int most = Math.min(end, start + MAX_WRITTEN_BYTES);
      int count = wire.write(view.limit(most).position(start));
      start += count;
      if (start == end) {
        start = 0;
        end = 0;
      }
      return count;
    }
    return switch (tail) {
      case null -> 0;
      case Body.Bytes body -> writeTail(wire, body);
      case Body.Region region -> sendTail(wire, region);
      case Body.Stream stream -> throw new IllegalStateException();
    };
  }

  private long writeTail(Wire wire, Body.Bytes body) throws IOException {
    byte[] content = body.bytes();
    int from = (int) tailSent;
    int length = Math.min(content.length - from, MAX_WRITTEN_BYTES);
    int count = wire.write(ByteBuffer.wrap(content, from, length));
    tailSent += count;
    if (tailSent == content.length) {
      tail = null;
    }
    return count;
  }

  private long sendTail(Wire wire, Body.Region region) throws IOException {
    long position = region.position() + tailSent;
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
    tailSent += count;
    warmed &= count == 0;
    if (tailSent == region.length()) {
      tail = null;
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

  /** Drops everything, including a large array, and closes a file that was not sent. */
  public void clear() {
    Body unsent = tail;
    tail = null;
    cold = false;
    start = 0;
    end = 0;
    sent = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      budget.give(bytes.length);
      bytes = NO_BYTES;
      view = ByteBuffer.wrap(bytes);
    }
    if (unsent != null) {
      unsent.close();
    }
  }

  /** How many bytes it takes from the budget. */
  public int capacity() {
    return bytes.length;
  }
}
