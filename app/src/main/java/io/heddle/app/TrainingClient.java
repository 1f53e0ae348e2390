package io.heddle.app;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A client on the loopback interface that repeats a request. One thread uses it. */
final class TrainingClient {
  /** Ends a connection or a read that hangs. */
  private static final int MAX_WAIT_MILLIS = 60_000;

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final InetSocketAddress server;

  TrainingClient(int port) {
    server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends a request that is the last of its connection, and reads all that comes. */
  int closing(byte[] request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(withClose(request));
      return socket.getInputStream().readAllBytes().length;
    }
  }

  /** Sends such requests, one after the other, for this time. */
  void repeatedly(byte[] request, Duration time) throws IOException {
    for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
      closing(request);
    }
  }

  /**
   * Repeats a request for this time on several connections at once.
   *
   * @param pipelined the number of requests that each connection sends before it reads
   */
  void together(byte[] request, int connections, int pipelined, Duration time) throws IOException {
    byte[] batch = repeat(request, pipelined);
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        sockets.add(connect());
      }
      int length = exchange(sockets.getFirst(), request) * pipelined;
      for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
        for (Socket socket : sockets) {
          socket.getOutputStream().write(batch);
        }
        for (Socket socket : sockets) {
          socket.getInputStream().skipNBytes(length);
        }
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(MAX_WAIT_MILLIS);
      socket.connect(server, MAX_WAIT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Returns the length of the response, which has a Content-Length. */
  private static int exchange(Socket socket, byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(END_OF_HEAD)) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("no response");
      }
      head.write(next);
    }
    String name = "\r\ncontent-length: ";
    String fields = head.toString(StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int start = fields.indexOf(name) + name.length();
    int content = Integer.parseInt(fields.substring(start, fields.indexOf('\r', start)));
    in.skipNBytes(content);
    return head.size() + content;
  }

  private static byte[] repeat(byte[] request, int times) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    return text.repeat(times).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] withClose(byte[] request) {
    return new String(request, StandardCharsets.ISO_8859_1)
        .replaceFirst("\r\n", "\r\nConnection: close\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
