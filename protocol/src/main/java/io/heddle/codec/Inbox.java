package io.heddle.codec;

import java.nio.ByteBuffer;

/**
 * What a connection has received and not yet used. Octets below the floor belong to the head of the
 * request in progress, whose views must stay where they are.
 */
public final class Inbox {
  /** A read is offered at least this much room. */
  private static final int LEAST_SPACE = 1 << 10;

  private final int initialBytes;
  private byte[] bytes;
  private ByteBuffer view;
  private int floor;
  private int start;
  private int end;

  /** An empty inbox with an array of this size, which grows when one message part needs it. */
  public Inbox(int initialBytes) {
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

  /** How many octets have been received and not yet used. */
  public int available() {
    return end - start;
  }

  /** Where to read to; {@link #filled} says how much of it was. */
  public ByteBuffer space() {
    return space(LEAST_SPACE);
  }

  /** Like {@link #space()}, with room for at least so many octets. */
  private ByteBuffer space(int least) {
    if (start == end) {
      start = floor;
      end = floor;
    }
    if (bytes.length - end < least) {
      makeRoom(least);
    }
    return view.limit(bytes.length).position(end);
  }

  private void makeRoom(int least) {
    int length = end - start;
    byte[] old = bytes;
    if (old.length - floor - length < least) {
      // views of the head below the floor keep the old array, so that need not be copied
      bytes = new byte[Math.max(old.length * 2, floor + length + least)];
      view = ByteBuffer.wrap(bytes);
    }
    System.arraycopy(old, start, bytes, floor, length);
    start = floor;
    end = floor + length;
  }

  /** Says that so many octets came into {@link #space()}. */
  public void filled(int count) {
    end += count;
  }

  /** Takes in octets that were received elsewhere, from the buffer's start to its position. */
  public void append(ByteBuffer received) {
    received.flip();
    int count = received.remaining();
    ByteBuffer room = space(Math.max(count, LEAST_SPACE));
    room.put(received);
    end += count;
    received.clear();
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

  /** Forgets everything, and the array too when it has grown. */
  public void clear() {
    if (bytes.length > initialBytes) {
      bytes = new byte[initialBytes];
      view = ByteBuffer.wrap(bytes);
    }
    floor = 0;
    start = 0;
    end = 0;
  }
}
