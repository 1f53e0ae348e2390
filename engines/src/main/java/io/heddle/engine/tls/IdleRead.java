package io.heddle.engine.tls;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The small buffer of a quiet connection, for engines that need a buffer before there is input. It
 * doubles in size for clients that fill it.
 */
final class IdleRead {
  private static final int MAX_BYTES = 2 << 10;

  private int bytes;
  private @Nullable ByteBuffer buffer;

  /** A buffer with this initial size, allocated on first use; 0 for none. */
  IdleRead(int bytes) {
    this.bytes = bytes;
  }

  boolean isUsed() {
    return bytes > 0;
  }

  /** The buffer to read into. */
  ByteBuffer space() {
    if (buffer == null) {
      buffer = ByteBuffer.allocate(bytes);
    }
    return buffer.clear();
  }

  /** Moves the bytes that were read. */
  void moveTo(ByteBuffer target, int count) {
    target.put(space().limit(count));
    if (count == bytes && bytes < MAX_BYTES) {
      bytes *= 2;
      buffer = null;
    }
  }
}
