package io.heddle.engine.eventloop;

import io.heddle.connection.Caller;
import io.heddle.connection.Line;
import io.heddle.engine.OutboundSocket;
import io.heddle.engine.PhaseCount;
import io.heddle.engine.SocketWire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A connection from a loop to another server. The loop's thread owns it. */
final class LoopLine implements Selected, Line {
  private final EventLoop loop;
  private final SocketChannel channel;
  private final SocketWire wire;
  private final Caller caller;
  private boolean isConnected;
  private @Nullable SelectionKey key;

  private LoopLine(EventLoop loop, SocketChannel channel, Caller caller) {
    this.loop = loop;
    this.channel = channel;
    this.wire = new SocketWire(channel);
    this.caller = caller;
  }

  /** Begins to connect. */
  static LoopLine open(EventLoop loop, InetSocketAddress address, Caller caller)
      throws IOException {
    SocketChannel channel = OutboundSocket.open();
    try {
      channel.configureBlocking(false);
      LoopLine line = new LoopLine(loop, channel, caller);
      line.isConnected = OutboundSocket.connect(channel, address);
      return line;
    } catch (IOException | RuntimeException | Error e) {
      SocketWire.close(channel);
      throw e;
    }
  }

  @Override
  public boolean isConnected() throws IOException {
    if (!isConnected) {
      isConnected = channel.finishConnect();
    }
    return isConnected;
  }

  @Override
  public void await(boolean input, boolean output) throws IOException {
    int operations =
        isConnected
            ? (input ? SelectionKey.OP_READ : 0) | (output ? SelectionKey.OP_WRITE : 0)
            : SelectionKey.OP_CONNECT;
    if (key == null) {
      key = channel.register(loop.selector(), operations, this);
    } else if (key.isValid() && key.interestOps() != operations) {
      key.interestOps(operations);
    }
  }

  @Override
  public void ready() {
    caller.ready();
  }

  @Override
  public void sweep(long nowNanos, PhaseCount phases) {
    // it is no client's connection, so it is not counted
    if (caller.overstays(nowNanos)) {
      close();
      caller.ready();
    }
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public int readNow(ByteBuffer buffer) throws IOException {
    return channel.read(buffer);
  }

  @Override
  public void close() {
    SocketWire.close(channel);
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return wire.read(buffer);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return wire.write(buffer);
  }

  @Override
  public int write(ByteBuffer buffer, BooleanSupplier happens) throws IOException {
    return write(buffer);
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    wire.beginTurn();
    return wire.send(file, position, count);
  }

  @Override
  public void shutdownOutput() throws IOException {
    wire.shutdownOutput();
  }

  @Override
  public boolean hasInput() {
    return wire.hasInput();
  }
}
