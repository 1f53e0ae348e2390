package io.heddle.engine;

import io.heddle.connection.Wire;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A plain non-blocking socket as the wire of an event loop. It remembers which operations would
 * have blocked in the current turn, so that the loop knows which readiness to wait for. Only one
 * thread at a time uses it; any thread may close it.
 */
public final class SocketWire implements Wire {
  private static final Trouble TROUBLE = Trouble.of(SocketWire.class);

  /** After this many bytes of files the other connections get a turn. */
  private static final int MAX_SENT_BYTES = 128 << 10;

  private final SocketChannel channel;
  private int awaited;
  private int sendBudget = MAX_SENT_BYTES;

  /** The wire of a non-blocking socket. */
  public SocketWire(SocketChannel channel) {
    this.channel = channel;
  }

  /** The socket, for registering with a selector. */
  public SocketChannel channel() {
    return channel;
  }

  /**
   * Begins a turn: forgets which operations would have blocked, and allows another share of a file.
   */
  public void beginTurn() {
    awaited = 0;
    sendBudget = MAX_SENT_BYTES;
  }

  /** The operations to wait for: those that would have blocked in this turn. */
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
    // Another turn sends the rest.
    long allowed = Math.min(count, sendBudget);
    long sent = allowed == 0 ? 0 : file.transferTo(position, allowed, channel);
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

  /** Whether the kernel has received bytes that nobody has read (FIONREAD). */
  public static boolean hasInput(SocketChannel channel) {
    try {
      return channel.socket().getInputStream().available() > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes closing the socket send a reset. */
  public static void resetOnClose(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // it is closed already
    }
  }

  /** Closes the socket. Any thread may call this. */
  public static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      TROUBLE.warn("closing a connection", e);
    }
  }
}
