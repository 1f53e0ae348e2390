package io.heddle.http1;

import io.heddle.codec.Inbox;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The read buffer of a connection without a workspace, for engines that need a buffer before there
 * is input. It doubles in size for clients that fill it.
 */
final class IdleBuffer {
  private static final int MAX_BYTES = Workspace.INBOX_BYTES;

  private int bytes;
  private @Nullable ByteBuffer buffer;

  /** A buffer with this initial size, allocated on first use. */
  IdleBuffer(int bytes) {
    this.bytes = Math.min(bytes, MAX_BYTES);
  }

  /** The buffer to read into. */
  ByteBuffer space() {
    if (buffer == null) {
      buffer = ByteBuffer.allocate(bytes);
    }
    return buffer.clear();
  }

  /**
   * Moves the bytes that were read to the inbox. Grows if the client has filled the buffer, because
   * it will do so again.
   */
  void moveTo(Inbox inbox, int count) {
    inbox.append(space(), count);
    if (count == bytes && bytes < MAX_BYTES) {
      bytes = Math.min(bytes * 2, MAX_BYTES);
      buffer = null;
    }
  }
}
