package io.heddle.app.study.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A client's socket, if it has one, and what its loop is to watch for. */
final class Link {
  /** With a receive buffer this small, what a slow reader has not read is still at the server. */
  private static final int SLOW_READER_BYTES = 16 << 10;

  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;

  /**
   * Begins to connect.
   *
   * @return whether it is connected; otherwise its loop says when to call {@link #finish}
   */
  boolean open(Loop loop, Client client) throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (loop.hasSlowReaders()) {
      opened.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_READER_BYTES);
    }
    boolean isConnected = opened.connect(loop.address());
    int interest = isConnected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT;
    key = opened.register(loop.selector(), interest, client);
    return isConnected;
  }

  private SocketChannel channel() throws IOException {
    if (channel == null) {
      throw new ClosedChannelException();
    }
    return channel;
  }

  /** Whether it is connected now. */
  boolean finish() throws IOException {
    boolean isConnected = channel().finishConnect();
    if (isConnected && key != null) {
      key.interestOps(SelectionKey.OP_READ);
    }
    return isConnected;
  }

  int read(ByteBuffer space) throws IOException {
    return channel().read(space);
  }

  int write(ByteBuffer bytes) throws IOException {
    return channel().write(bytes);
  }

  /** Watches for an operation or stops watching for it. */
  void watch(int operation, boolean isOn) {
    if (key != null && key.isValid()) {
      int before = key.interestOps();
      int after = isOn ? before | operation : before & ~operation;
      if (after != before) {
        key.interestOps(after);
      }
    }
  }

  void close() {
    SocketChannel open = channel;
    channel = null;
    key = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
