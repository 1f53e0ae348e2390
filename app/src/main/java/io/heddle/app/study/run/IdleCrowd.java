package io.heddle.app.study.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that are open and do nothing. */
final class IdleCrowd implements AutoCloseable {
  private static final String END = "Hello, World!";

  private final List<SocketChannel> connections = new ArrayList<>();
  private final URI url;

  private IdleCrowd(URI url) {
    this.url = url;
  }

  /** Opens this many connections, and uses each of them once if that is wanted. */
  static IdleCrowd open(URI url, int count, boolean areUsed) throws IOException {
    IdleCrowd crowd = new IdleCrowd(url);
    boolean isComplete = false;
    try {
      for (int i = 0; i < count; i++) {
        SocketChannel connection =
            SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
        crowd.connections.add(connection);
        connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
        if (areUsed) {
          crowd.use(connection);
        }
      }
      isComplete = true;
      return crowd;
    } finally {
      if (!isComplete) {
        crowd.close();
      }
    }
  }

  /** Sends a request and waits for the end of its response. */
  private void use(SocketChannel connection) throws IOException {
    String request = "GET /plaintext HTTP/1.1\r\nHost: " + url.getRawAuthority() + "\r\n\r\n";
    ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
    while (out.hasRemaining()) {
      connection.write(out);
    }
    ByteBuffer in = ByteBuffer.allocate(2_048);
    String answer = "";
    while (!answer.endsWith(END)) {
      if (connection.read(in) < 0) {
        throw new IOException("the server closed a connection instead of answering: " + answer);
      }
      answer = new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII);
    }
  }

  /** Uses a connection once more: how long the server takes to answer, in nanoseconds. */
  long ask() throws IOException {
    long start = System.nanoTime();
    use(connections.getFirst());
    return System.nanoTime() - start;
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
