package io.heddle.codec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where an {@link Outbox} empties itself to. */
public interface Sink {
  /**
   * Writes what it can of the buffer.
   *
   * @return how many octets; 0 only when none can be taken without waiting
   */
  int write(ByteBuffer buffer) throws IOException;

  /**
   * Sends what it can of a part of a file.
   *
   * @return how many octets; 0 when none can be taken without waiting, or when the file has ended
   */
  long send(FileChannel file, long position, long count) throws IOException;
}
