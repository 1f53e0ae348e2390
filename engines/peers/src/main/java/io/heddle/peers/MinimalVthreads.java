package io.heddle.peers;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * What java.nio costs on one virtual thread per connection: reads, sends fixed responses, and knows
 * no HTTP. {@code /sleep} always takes 20 ms.
 */
final class MinimalVthreads {
  private static final String NAP = "ms=20";

  private MinimalVthreads() {}

  static void start(int port) throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(Common.address(port), Common.BACKLOG);
    while (true) {
      SocketChannel client = listener.accept();
      Thread.startVirtualThread(() -> serve(client));
    }
  }

  private static void serve(SocketChannel client) {
    FixedResponses responses = new FixedResponses();
    try (client) {
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      while (!responses.isLast() && client.read(responses.in()) >= 0) {
        ByteBuffer out = responses.respond();
        if (responses.isSleep()) {
          Common.sleep(NAP);
        }
        while (out.hasRemaining()) {
          client.write(out);
        }
      }
    } catch (IOException e) {
      // the client has left
    }
  }
}
