package io.heddle.peers;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** What java.nio costs on one event loop: reads, sends fixed responses, and knows no HTTP. */
final class MinimalLoop {
  private static final FixedResponses.Buffers BUFFERS = new FixedResponses.Buffers();

  private MinimalLoop() {}

  static void start(int port) throws IOException {
    Selector selector = Selector.open();
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(Common.address(port), Common.BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    while (true) {
      selector.select(key -> handle(key, listener));
    }
  }

  private static void handle(SelectionKey key, ServerSocketChannel listener) {
    try {
      if (key.isAcceptable()) {
        accept(listener, key.selector());
      } else {
        serve(key, (FixedResponses) key.attachment());
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private static void accept(ServerSocketChannel listener, Selector selector) throws IOException {
    for (SocketChannel client = listener.accept(); client != null; client = listener.accept()) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.register(selector, SelectionKey.OP_READ, BUFFERS.responses());
    }
  }

  /** The client reads what it asked for, so a write never finds the socket full. */
  private static void serve(SelectionKey key, FixedResponses responses) throws IOException {
    SocketChannel client = (SocketChannel) key.channel();
    if (client.read(responses.in()) < 0) {
      close(key);
      return;
    }
    ByteBuffer out = responses.respond();
    while (out.hasRemaining()) {
      client.write(out);
    }
    if (responses.isLast()) {
      close(key);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      // it is closed all the same
    }
  }
}
