package io.heddle.benchmarks;

import io.heddle.connection.Wire;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/**
 * A wire to a client in memory, which copies like a kernel. It never waits: without input it reads
 * 0 bytes.
 */
final class MemoryWire implements Wire {
  private final ByteBuffer received = ByteBuffer.allocate(64 << 10);
  private ByteBuffer toSend = ByteBuffer.allocate(0);

  /** Makes the client send these bytes, and forget what it has received. */
  void send(byte[] bytes) {
    toSend = ByteBuffer.wrap(bytes);
    received.clear();
  }

  /** How many bytes the client has received since it sent. */
  int receivedBytes() {
    return received.position();
  }

  /** What the client has received since it sent. */
  String received() {
    return new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public int read(ByteBuffer buffer) {
    int count = Math.min(buffer.remaining(), toSend.remaining());
    buffer.put(buffer.position(), toSend, toSend.position(), count);
    buffer.position(buffer.position() + count);
    toSend.position(toSend.position() + count);
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) {
    int count = buffer.remaining();
    received.put(buffer);
    return count;
  }

  @Override
  public long send(FileChannel file, long position, long count) {
    throw new UnsupportedOperationException("no benchmark sends files");
  }

  @Override
  public void shutdownOutput() {
    throw new IllegalStateException("the connection ends, which no benchmark asks for");
  }

  @Override
  public boolean hasInput() {
    return toSend.hasRemaining();
  }
}
