package io.heddle.http1;

import io.heddle.codec.Inbox;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection without a workspace reads to, if its engine needs a buffer before there is
 * anything to read. It doubles for clients that fill it.
 */
final class IdleBuffer {
  private static final int MAX_BYTES = Workspace.INBOX_BYTES;

  private int bytes;
  private @Nullable ByteBuffer buffer;

  /** A buffer of this size at first, made when it is needed. */
  IdleBuffer(int bytes) {
    this.bytes = Math.min(bytes, MAX_BYTES);
  }

  /** Where to read to. */
  ByteBuffer space() {
    if (buffer == null) {
      buffer = ByteBuffer.allocate(bytes);
    }
    return buffer.clear();
  }

  /** Moves the bytes that were read. A client that fills the buffer will do so again. */
  void moveTo(Inbox inbox, int count) {
    inbox.append(space(), count);
    if (count == bytes && bytes < MAX_BYTES) {
      bytes = Math.min(bytes * 2, MAX_BYTES);
      buffer = null;
    }
  }
}
