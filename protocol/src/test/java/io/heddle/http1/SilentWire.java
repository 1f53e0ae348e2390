package io.heddle.http1;

import io.heddle.connection.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The wire to a client that sends nothing and takes nothing, unless it is told to. */
class SilentWire implements Wire {
  /** How many bytes the client takes. */
  int takes;

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    throw new AssertionError("nothing is read");
  }

  @Override
  public int write(ByteBuffer buffer) {
    int taken = Math.min(takes, buffer.remaining());
    buffer.position(buffer.position() + taken);
    takes -= taken;
    return taken;
  }

  @Override
  public long send(FileChannel file, long position, long count) {
    return 0;
  }

  @Override
  public void shutdownOutput() {}

  @Override
  public boolean hasInput() {
    return false;
  }
}
