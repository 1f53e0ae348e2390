package io.heddle.codec;

import io.heddle.http.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to send: serialized octets and, after them, at most one body that is sent
 * from where it is. Answers to pipelined requests gather here and leave in one write.
 */
public final class Outbox {
  /** Bodies up to this size are copied, to leave in the same write as their head. */
  private static final int MOST_COPIED_BYTES = 4 << 10;

  /** A write is offered at most this much of an array: the platform copies all that it is given. */
  private static final int MOST_WRITTEN_BYTES = 64 << 10;

  private final int initialBytes;
  private byte[] bytes;
  private ByteBuffer view;
  private int start;
  private int end;
  private @Nullable Body tail;
  private long tailSent;

  /** An empty outbox with an array of this size, which grows when it must. */
  public Outbox(int initialBytes) {
    this.initialBytes = initialBytes;
    this.bytes = new byte[initialBytes];
    this.view = ByteBuffer.wrap(bytes);
  }

  public boolean isEmpty() {
    return start == end && tail == null;
  }

  /** Whether it should be emptied before more is added. */
  public boolean isFull() {
    return tail != null || end > initialBytes / 2;
  }

  /** The position after the last octet: what {@link #truncate} goes back to. */
  public int mark() {
    return end;
  }

  /** Drops what has been added since the mark, which must not have been sent. */
  public void truncate(int mark) {
    end = mark;
  }

  /** How many octets can be added before the array must grow. */
  int room() {
    return bytes.length - end;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Makes room for so many octets; returns where to write them. */
  int reserve(int count) {
    if (room() < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + count));
      view = ByteBuffer.wrap(bytes);
    }
    return end;
  }

  /** Says that what was reserved has been written up to this position. */
  void written(int position) {
    end = position;
  }

  /** Adds octets by copying them. */
  public void add(byte[] source, int offset, int length) {
    int at = reserve(length);
    System.arraycopy(source, offset, bytes, at, length);
    end = at + length;
  }

  /** Adds octets by copying them. */
  public void add(byte[] source) {
    add(source, 0, source.length);
  }

  /** Adds a body of known content; a large one is sent from where it is. */
  public void add(Body.Bytes body) {
    byte[] content = body.bytes();
    if (content.length <= MOST_COPIED_BYTES) {
      add(content, 0, content.length);
    } else {
      addTail(body);
    }
  }

  /** Adds part of a file, which is closed once it is sent. */
  public void add(Body.Region region) {
    addTail(region);
  }

  private void addTail(Body body) {
    if (tail != null) {
      throw new IllegalStateException("the outbox is full");
    }
    tail = body;
    tailSent = 0;
  }

  /**
   * Sends once, as much as the sink takes.
   *
   * @return how many octets; 0 when the sink takes none without waiting
   * @throws IOException when the client is gone, or a file does not hold what it promised
   */
  public long writeTo(Sink sink) throws IOException {
    if (start < end) {
      int most = Math.min(end, start + MOST_WRITTEN_BYTES);
      int count = sink.write(view.limit(most).position(start));
      start += count;
      if (start == end) {
        start = 0;
        end = 0;
      }
      return count;
    }
    return switch (tail) {
      case null -> 0;
      case Body.Bytes body -> writeTail(sink, body);
      case Body.Region region -> sendTail(sink, region);
      case Body.Stream stream -> throw new IllegalStateException();
    };
  }

  private long writeTail(Sink sink, Body.Bytes body) throws IOException {
    byte[] content = body.bytes();
    int from = (int) tailSent;
    int length = Math.min(content.length - from, MOST_WRITTEN_BYTES);
    int count = sink.write(ByteBuffer.wrap(content, from, length));
    tailSent += count;
    if (tailSent == content.length) {
      tail = null;
    }
    return count;
  }

  private long sendTail(Sink sink, Body.Region region) throws IOException {
    long position = region.position() + tailSent;
    long count = sink.send(region.file(), position, region.length() - tailSent);
    if (count == 0 && region.file().size() <= position) {
      throw new IOException("the file has become shorter than its response");
    }
    tailSent += count;
    if (tailSent == region.length()) {
      tail = null;
      region.file().close();
    }
    return count;
  }

  /**
   * Forgets everything, closes a file that was not sent, and lets go of an array that has grown.
   */
  public void clear() {
    Body unsent = tail;
    tail = null;
    start = 0;
    end = 0;
    if (bytes.length > initialBytes) {
      bytes = new byte[initialBytes];
      view = ByteBuffer.wrap(bytes);
    }
    if (unsent instanceof Body.Region region) {
      close(region);
    }
  }

  /** Closes the file of a body that will not be sent. */
  public static void close(Body.Region region) {
    try {
      region.file().close();
    } catch (IOException ignored) {
      // it was only read: nothing is lost
    }
  }
}
