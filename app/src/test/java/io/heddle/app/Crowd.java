package io.heddle.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Many clients that each send the beginning of a request, and then nothing. */
final class Crowd implements AutoCloseable {
  private final InetSocketAddress server;
  private final List<SocketChannel> clients = new ArrayList<>();

  Crowd(int port) {
    server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /**
   * Adds clients.
   *
   * @throws IOException when the server takes no more
   */
  Crowd add(int count, String begun) throws IOException {
    byte[] bytes = begun.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < count; i++) {
      SocketChannel client = SocketChannel.open(server);
      clients.add(client);
      client.configureBlocking(false);
      // what the kernel does not take at once makes no difference
      client.write(ByteBuffer.wrap(bytes));
    }
    return this;
  }

  /** How many have got an answer with this status, and nothing before it; asked once. */
  long answered(int status) throws IOException {
    String line = "HTTP/1.1 " + status;
    long answered = 0;
    for (SocketChannel client : clients) {
      ByteBuffer head = ByteBuffer.allocate(line.length());
      client.read(head);
      if (new String(head.array(), StandardCharsets.ISO_8859_1).equals(line)) {
        answered++;
      }
    }
    return answered;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
  }
}
