package io.heddle.engine.blocking;

import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.engine.OutboundSocket;
import io.heddle.engine.SocketWire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;

/**
 * A connection to another server on which a thread waits. When the server takes too long, the
 * thread that checks deadlines closes the socket, so that the other thread's operation fails.
 */
final class BlockingLine implements Line {
  /** How long a write first waits before it tries again. It then waits longer and longer. */
  private static final int FIRST_PAUSE_MILLIS = 1;

  private static final int MAX_PAUSE_MILLIS = 200;

  private final BlockingOutbound outbound;
  private final Caller caller;
  private final SocketChannel channel;

  BlockingLine(BlockingOutbound outbound, Caller caller) throws IOException {
    this.outbound = outbound;
    this.caller = caller;
    this.channel = OutboundSocket.open();
  }

  void connect(InetSocketAddress address) throws IOException {
    OutboundSocket.connect(channel, address);
  }

  /** Called by the thread that checks deadlines. */
  void sweep(long nowNanos) {
    if (caller.overstays(nowNanos)) {
      close();
    }
  }

  @Override
  public boolean isConnected() {
    return true;
  }

  @Override
  public void await(boolean input, boolean output) {
    // each operation waits
  }

  @Override
  public int readNow(ByteBuffer buffer) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(buffer);
    } finally {
      channel.configureBlocking(true);
    }
  }

  @Override
  public void close() {
    SocketWire.close(channel);
    outbound.closed(this);
  }

  @Override
  public boolean waits() {
    return true;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return channel.write(buffer);
  }

  /** Java can wait for one direction of a socket only, so this looks again and again. */
  @Override
  public int write(ByteBuffer buffer, BooleanSupplier happens) throws IOException {
    int millis = FIRST_PAUSE_MILLIS;
    int count = writeNow(buffer);
    while (count == 0 && !happens.getAsBoolean()) {
      pause(millis);
      millis = Math.min(2 * millis, MAX_PAUSE_MILLIS);
      count = writeNow(buffer);
    }
    return count;
  }

  private int writeNow(ByteBuffer buffer) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.write(buffer);
    } finally {
      channel.configureBlocking(true);
    }
  }

  private static void pause(int millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    return file.transferTo(position, count, channel);
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean hasInput() {
    return SocketWire.hasInput(channel);
  }
}
