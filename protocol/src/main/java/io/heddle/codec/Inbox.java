package io.heddle.codec;

import io.heddle.http.Budget;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.nio.ByteBuffer;

/**
 * The bytes that a connection has received and not yet used. Bytes below the floor belong to the
 * head of the current request. They must not move, because views refer to them.
 */
public final class Inbox {
  /** A read always has at least this much room. */
  private static final int MIN_SPACE = 1 << 10;

  /** An array up to this size is kept for the next connection. */
  private static final int MAX_KEPT_BYTES = 8 << 10;

  private final Budget budget;
  private final int initialBytes;
  private byte[] bytes;
  private ByteBuffer view;
  private int floor;
  private int start;
  private int end;

  /**
   * An empty inbox, which grows when a single part of a message needs more room.
   *
   * @param initialBytes size of the first array, at least 1 KiB; the caller takes it from the
   *     budget
   */
  public Inbox(Budget budget, int initialBytes) {
    this.budget = budget;
    this.initialBytes = initialBytes;
    this.bytes = new byte[initialBytes];
    this.view = ByteBuffer.wrap(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  public boolean isEmpty() {
    return start == end;
  }

  /** How many bytes have been received and not yet used. */
  public int available() {
    return end - start;
  }

  /**
   * Ensures that {@link #space} has at least 1 KiB.
   *
   * @throws HttpException 503 when the budget is used up
   */
  public void reserve() {
    if (start == end) {
      start = floor;
      end = floor;
    }
    if (bytes.length - end < MIN_SPACE) {
      makeRoom();
    }
  }

  /** The buffer to read into. Call {@link #reserve} before and {@link #filled} after. */
  public ByteBuffer space() {
    return view.limit(bytes.length).position(end);
  }

  private void makeRoom() {
    int length = end - start;
    byte[] old = bytes;
    if (old.length - floor - length < MIN_SPACE) {
      int size = Math.max(old.length * 2, floor + length + MIN_SPACE);
      if (!budget.take(size - old.length)) {
        throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server is out of memory");
      }
      // Views of the head below the floor keep the old array, so those bytes need not be copied.
      bytes = new byte[size];
      view = ByteBuffer.wrap(bytes);
    }
    System.arraycopy(old, start, bytes, floor, length);
    start = floor;
    end = floor + length;
  }

  /** Reports that {@code count} bytes were read into {@link #space()}. */
  public void filled(int count) {
    end += count;
  }

  /** Appends the first {@code count} bytes of a buffer, which must fit into a new inbox. */
  public void append(ByteBuffer received, int count) {
    received.get(0, bytes, end, count);
    end += count;
  }

  void consume(int count) {
    start += count;
  }

  /** Keeps the bytes used so far in place: they are the head of the current request. */
  public void pin() {
    floor = start;
  }

  /** Releases the head. */
  public void unpin() {
    floor = 0;
  }

  /** Drops all bytes, but keeps the floor. */
  public void drop() {
    start = floor;
    end = floor;
  }

  /** Drops everything, including a large array. */
  public void clear() {
    if (bytes.length > MAX_KEPT_BYTES) {
      budget.give(bytes.length - initialBytes);
      bytes = new byte[initialBytes];
      view = ByteBuffer.wrap(bytes);
    }
    floor = 0;
    start = 0;
    end = 0;
  }

  /** How many bytes it takes from the budget. */
  public int capacity() {
    return bytes.length;
  }
}
