package io.heddle.engine.tls;

import static io.heddle.engine.tls.RecordBuffers.HEADER_BYTES;
import static io.heddle.engine.tls.RecordBuffers.MAX_FRAGMENT_BYTES;

import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What was received and not decrypted. It has a buffer only while it holds something. It belongs to
 * the thread that owns the connection; other threads may call only the methods that say so.
 */
final class ReceivedBytes {
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int APPLICATION_DATA = 23;

  private final RecordBuffers buffers;
  private final IdleRead idleRead;

  /** The bytes from start to end. */
  private @Nullable ByteBuffer buffer;

  private int start;
  private int end;
  private volatile int count;
  private volatile boolean isWhole;

  /**
   * Nothing yet.
   *
   * @param idleBytes size of the buffer for the first read after a quiet time; 0 if there is none
   */
  ReceivedBytes(RecordBuffers buffers, int idleBytes) {
    this.buffers = buffers;
    this.idleRead = new IdleRead(idleBytes);
  }

  /** The buffer to receive into; it has no room if a whole record waits in it. */
  ByteBuffer space() {
    ByteBuffer in = buffer;
    if (in == null) {
      if (idleRead.isUsed()) {
        return idleRead.space();
      }
      in = take();
    }
    if (start > 0) {
      in.limit(end).position(start);
      in.compact();
      end -= start;
      start = 0;
    }
    return in.limit(HEADER_BYTES + MAX_FRAGMENT_BYTES).position(end);
  }

  private ByteBuffer take() {
    ByteBuffer in = buffers.take();
    buffer = in;
    start = 0;
    end = 0;
    return in;
  }

  /** Reports how many bytes were received into {@link #space}, at least one. */
  void filled(int added) {
    if (buffer == null) {
      idleRead.moveTo(take(), added);
    }
    end += added;
    publish();
  }

  private void publish() {
    count = end - start;
    isWhole = hasRecord();
  }

  boolean isEmpty() {
    return start == end;
  }

  /** How many bytes there are. Any thread may call this. */
  int count() {
    return count;
  }

  /** Whether there was a whole record at the last change. Any thread may call this. */
  boolean isWhole() {
    return isWhole;
  }

  /** The first byte; -1 if there is none. */
  int first() {
    return isEmpty() ? -1 : octet(0);
  }

  private int octet(int index) {
    return Objects.requireNonNull(buffer).get(start + index) & 0xff;
  }

  /** Copies the bytes as they are, as many as there is room for; returns how many. */
  int copyTo(ByteBuffer target) {
    ByteBuffer in = Objects.requireNonNull(buffer);
    int copied = Math.min(end - start, target.remaining());
    target.put(in.limit(start + copied).position(start));
    return copied;
  }

  /** Drops all bytes. */
  void drop() {
    start = end;
    releaseEmpty();
  }

  /** Returns the buffer if it holds nothing. */
  void releaseEmpty() {
    ByteBuffer in = buffer;
    if (in != null && isEmpty()) {
      buffer = null;
      buffers.give(in);
    }
    publish();
  }

  /** Whether there is a whole record, or the beginning of a wrong one. */
  boolean hasRecord() {
    if (isEmpty()) {
      return false;
    }
    if (octet(0) < CHANGE_CIPHER_SPEC || octet(0) > APPLICATION_DATA) {
      return true;
    }
    if (end - start < HEADER_BYTES) {
      return false;
    }
    return isTooLarge() || end - start >= HEADER_BYTES + length();
  }

  private int length() {
    return octet(3) << 8 | octet(4);
  }

  private boolean isTooLarge() {
    return end - start >= HEADER_BYTES && length() > MAX_FRAGMENT_BYTES;
  }

  /** Lets an engine decrypt a record. Call it only if {@link #hasRecord}. */
  SSLEngineResult unwrap(SSLEngine engine, ByteBuffer target) throws SSLException {
    if (isTooLarge()) {
      throw new SSLException("a record is too large");
    }
    ByteBuffer in = Objects.requireNonNull(buffer).limit(end).position(start);
    SSLEngineResult result = engine.unwrap(in, target);
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      throw new SSLException("a record is not what its header says");
    }
    start = in.position();
    releaseEmpty();
    return result;
  }
}
