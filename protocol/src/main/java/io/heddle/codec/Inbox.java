package io.heddle.codec;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.nio.ByteBuffer;

/**
 * What a connection has received and not yet used. Bytes below the floor belong to the head of the
 * request in progress, whose views must stay where they are.
 */
public final class Inbox {
  /** A read is offered at least this much room. */
  private static final int MIN_SPACE = 1 << 10;

  /** An array of up to this size is kept for the next connection. */
  private static final int MAX_KEPT_BYTES = 8 << 10;

  private final Budget budget;
  private final int initialBytes;
  private byte[] bytes;
  private ByteBuffer view;
  private int floor;
  private int start;
  private int end;

  /**
   * An empty inbox, which grows when one message part needs it.
   *
   * @param initialBytes the first array's size, at least 1 KiB; to be counted by the caller
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
   * Makes sure that {@link #space} has at least 1 KiB.
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

  /** Where to read to, once {@link #reserve} was called; {@link #filled} says how much was read. */
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
      // views of the head below the floor keep the old array, so that need not be copied
      bytes = new byte[size];
      view = ByteBuffer.wrap(bytes);
    }
    System.arraycopy(old, start, bytes, floor, length);
    start = floor;
    end = floor + length;
  }

  /** Says that so many bytes came into {@link #space()}. */
  public void filled(int count) {
    end += count;
  }

  /** Takes in the first bytes of a buffer: no more than a new inbox has room for. */
  public void append(ByteBuffer received, int count) {
    received.get(0, bytes, end, count);
    end += count;
  }

  void consume(int count) {
    start += count;
  }

  /** Keeps what has been used so far in place: it is the head of the request in progress. */
  public void pin() {
    floor = start;
  }

  /** Lets go of the head. */
  public void unpin() {
    floor = 0;
  }

  /** Forgets all bytes, but not the floor. */
  public void drop() {
    start = floor;
    end = floor;
  }

  /** Forgets everything, and a large array too. */
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

  /** How many bytes of the budget it has. */
  public int capacity() {
    return bytes.length;
  }
}
