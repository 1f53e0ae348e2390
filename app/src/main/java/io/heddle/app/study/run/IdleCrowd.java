package io.heddle.app.study.run;

import java.io.IOException;
import java.io.InputStream;
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

  /** How long a server may take to answer. */
  private static final int MAX_WAIT_MILLIS = 30_000;

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
        connection.socket().setSoTimeout(MAX_WAIT_MILLIS);
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
    // a channel would wait without a bound
    InputStream in = connection.socket().getInputStream();
    byte[] bytes = new byte[2_048];
    int length = 0;
    while (!new String(bytes, 0, length, StandardCharsets.US_ASCII).endsWith(END)) {
      int count = in.read(bytes, length, bytes.length - length);
      if (count <= 0) {
        throw new IOException(
            "the server closed a connection instead of answering: "
                + new String(bytes, 0, length, StandardCharsets.US_ASCII));
      }
      length += count;
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
