package io.heddle.engine;

import io.heddle.connection.Wire;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A plain socket that does not block, as the wire of an event loop. It remembers what came to
 * nothing in the current turn, so that the loop knows which readiness to wait for. One thread at a
 * time uses it; any may close it.
 */
public final class SocketWire implements Wire {
  private static final Trouble TROUBLE = Trouble.of(SocketWire.class);

  /** After so many bytes of files the other connections have their turn. */
  private static final int MAX_SENT_BYTES = 512 << 10;

  private final SocketChannel channel;
  private int awaited;
  private int sendBudget = MAX_SENT_BYTES;

  /** The wire of a socket that does not block. */
  public SocketWire(SocketChannel channel) {
    this.channel = channel;
  }

  /** The socket, to be registered with a selector. */
  public SocketChannel channel() {
    return channel;
  }

  /** Begins a turn: nothing has come to nothing, and a share of a file may be sent. */
  public void beginTurn() {
    awaited = 0;
    sendBudget = MAX_SENT_BYTES;
  }

  /** What must be ready before this turn's failed attempts are worth repeating. */
  public int awaits() {
    return awaited;
  }

  @Override
  public boolean waits() {
    return false;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int count = channel.read(buffer);
    if (count == 0) {
      awaited |= SelectionKey.OP_READ;
    }
    return count;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int count = channel.write(buffer);
    if (count == 0) {
      awaited |= SelectionKey.OP_WRITE;
    }
    return count;
  }

  @Override
  public long send(FileChannel file, long position, long count) throws IOException {
    long sent = file.transferTo(position, Math.min(count, sendBudget), channel);
    sendBudget -= (int) sent;
    if (sent == 0) {
      awaited |= SelectionKey.OP_WRITE;
    }
    return sent;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public boolean hasInput() {
    return hasInput(channel);
  }

  /** Whether the kernel has bytes of the client that nobody has read (FIONREAD). */
  public static boolean hasInput(SocketChannel channel) {
    try {
      return channel.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Has the client see a reset when the socket is closed. */
  public static void resetOnClose(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // it is closed already
    }
  }

  /** Closes the socket. Any thread may call it. */
  public static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a connection", e);
    }
  }
}
