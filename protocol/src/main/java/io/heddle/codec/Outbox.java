package io.heddle.codec;

import io.heddle.connection.Line;
import io.heddle.connection.Wire;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * The bytes that a connection has to send: serialized bytes, then at most one body that is sent
 * without copying. Responses to pipelined requests collect here and leave in one write.
 */
public final class Outbox {
  /** Bodies up to this size are copied, so that they leave in the same write as their head. */
  private static final int MAX_COPIED_BYTES = 4 << 10;

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
  private final Tail tail = new Tail();
  private long sent;

  /** An empty outbox; it allocates its array on first use. */
  public Outbox(Budget budget) {
    this.budget = budget;
  }

  public boolean isEmpty() {
    return start == end && tail.isEmpty();
  }

  /** Whether it should be sent before more is added. */
  public boolean isFull() {
    return !tail.isEmpty() || end > FULL_BYTES;
  }

  /** Whether a body that is sent without copying has been sent in part. */
  public boolean isAmidBody() {
    return tail.isBegun();
  }

  /**
   * Whether the next bytes to send are on the disk and not in memory. A thread that must not wait
   * for the disk asks before each {@link #writeTo}; another one then calls {@link #warm}.
   */
  public boolean isCold() {
    return start == end && tail.isCold();
  }

  /** Whether {@link #isCold} has said so and nobody has warmed it since. */
  public boolean awaitsDisk() {
    return tail.awaitsDisk();
  }

  /** Reads the next bytes of a cold file, which leaves them in the kernel's memory. */
  public void warm() {
    tail.warm();
  }

  /** Sends the cold file without {@link #warm}, because nobody can do that now. */
  public void sendCold() {
    tail.sendCold();
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
    return (end - start) + tail.size();
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

  /** Adds a body in memory, and closes it; a large one is sent without copying, and closed then. */
  public void add(Body.Bytes body) {
    if (body.length() <= MAX_COPIED_BYTES) {
      add(body.bytes(), body.from(), (int) body.length());
      body.close();
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
    if (!tail.isEmpty()) {
      throw new IllegalStateException("the outbox is full");
    }
  }

  private void addTail(Body body) {
    requireNoTail();
    tail.begin(body);
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
    return start == end ? tail.writeTo(wire) : wrote(wire.write(next()));
  }

  /**
   * Like {@link #writeTo(Wire)}, but a line that waits does so only until something else happens.
   * There must be no body that is sent without copying.
   *
   * @param happens as in {@link Line#write(ByteBuffer, BooleanSupplier)}
   * @return how many bytes; 0 if the line would have to wait, or something else has happened
   */
  public int writeTo(Line line, BooleanSupplier happens) throws IOException {
    requireNoTail();
    int count = wrote(line.write(next(), happens));
    sent += count;
    return count;
  }

  /** The bytes of the next write. */
  private ByteBuffer next() {
    return view.limit(Math.min(end, start + Tail.MAX_WRITTEN_BYTES)).position(start);
  }

  private int wrote(int count) {
    start += count;
    if (start == end) {
      start = 0;
      end = 0;
    }
    return count;
  }

  /** Drops everything, including a large array, and closes a file that was not sent. */
  public void clear() {
    start = 0;
    end = 0;
    sent = 0;
    if (bytes.length > MAX_KEPT_BYTES) {
      budget.give(bytes.length);
      bytes = NO_BYTES;
      view = ByteBuffer.wrap(bytes);
    }
    tail.clear();
  }

  /** How many bytes it takes from the budget. */
  public int capacity() {
    return bytes.length;
  }
}
