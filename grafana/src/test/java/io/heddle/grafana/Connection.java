package io.heddle.grafana;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's connection that can send anything, valid or not. */
final class Connection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket = new Socket();

  Connection(int port) throws IOException {
    this(port, 0);
  }

  /**
   * Opens a connection.
   *
   * @param window size of the receive buffer in bytes; 0 for the kernel's default
   */
  Connection(int port, int window) throws IOException {
    try {
      if (window > 0) {
        socket.setReceiveBufferSize(window);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), PATIENCE_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends the text with CRLF line ends. */
  Connection send(String text) throws IOException {
    socket
        .getOutputStream()
        .write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Reads once, which is enough for a small response. */
  void awaitAnswer() throws IOException {
    if (socket.getInputStream().read(new byte[4 << 10]) < 0) {
      throw new EOFException("the server has closed");
    }
  }

  /** Reads until the server closes. */
  void awaitEnd() throws IOException {
    socket.getInputStream().readAllBytes();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
