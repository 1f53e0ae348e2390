package io.heddle.http1;

import io.heddle.codec.Inbox;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The little room in which a connection without a workspace waits for a request, if its engine has
 * to offer a buffer before there is anything to read. It doubles for clients that fill it.
 */
final class IdleBuffer {
  private static final int MAX_BYTES = Workspace.INBOX_BYTES;

  private int bytes;
  private @Nullable ByteBuffer buffer;

  /**
   * A buffer that is made when it is needed.
   *
   * @param bytes its first size; 0 for none
   */
  IdleBuffer(int bytes) {
    this.bytes = Math.min(bytes, MAX_BYTES);
  }

  /** Whether the connection waits with a buffer. */
  boolean isOffered() {
    return bytes > 0;
  }

  /** Where to read to. */
  ByteBuffer space() {
    if (buffer == null) {
      buffer = ByteBuffer.allocate(bytes);
    }
    return buffer.clear();
  }

  /** Hands on the bytes that were read; a client that fills the buffer will do so again. */
  void moveTo(Inbox inbox, int count) {
    inbox.append(space(), count);
    if (count == bytes && bytes < MAX_BYTES) {
      bytes = Math.min(bytes * 2, MAX_BYTES);
      buffer = null;
    }
  }
}
