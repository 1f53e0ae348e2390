package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client that can read HTTP responses, and can send anything. */
final class Client implements AutoCloseable {
  private static final int MAX_WAIT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  Client(InetSocketAddress server) throws IOException {
    this(server, 0);
  }

  /** A client with this receive buffer, which the kernel doubles; 0 for the default. */
  Client(InetSocketAddress server, int receiveBufferBytes) throws IOException {
    this(connect(server, receiveBufferBytes));
  }

  /** A client that uses this socket, which is connected. */
  Client(Socket connected) throws IOException {
    socket = connected;
    in = new BufferedInputStream(socket.getInputStream(), 1 << 10);
  }

  /** Connects a socket with this receive buffer; 0 for the default. */
  static Socket connect(InetSocketAddress server, int receiveBufferBytes) throws IOException {
    return connect(new Socket(), server, receiveBufferBytes);
  }

  /** Connects this socket with this receive buffer; 0 for the default. */
  static Socket connect(Socket socket, InetSocketAddress server, int receiveBufferBytes)
      throws IOException {
    try {
      if (receiveBufferBytes > 0) {
        socket.setReceiveBufferSize(receiveBufferBytes);
      }
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(MAX_WAIT_MILLIS);
      socket.connect(server, MAX_WAIT_MILLIS);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sets the read timeout, instead of the usual 30 seconds. */
  Client patience(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    return this;
  }

  /** Sends the text with CRLF as line ends. */
  Client send(String text) throws IOException {
    return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  Client send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Client send(byte[] bytes, int count) throws IOException {
    socket.getOutputStream().write(bytes, 0, count);
    return this;
  }

  /** Sends a GET for the target. */
  Client get(String target) throws IOException {
    return send("GET " + target + " HTTP/1.1\nHost: test\n\n");
  }

  /** Sends the head of a POST with content of this length. */
  Client post(String target, long length) throws IOException {
    return send("POST " + target + " HTTP/1.1\nHost: test\nContent-Length: " + length + "\n\n");
  }

  /** Sends the head of a POST with chunked content. */
  Client postChunked(String target) throws IOException {
    return send("POST " + target + " HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\n");
  }

  Client sendChunk(byte[] bytes) throws IOException {
    return send(Integer.toHexString(bytes.length) + "\n").send(bytes).send("\n");
  }

  /** Closes the output. */
  Client shutdownOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads a response. */
  Reply read() throws IOException {
    return read(readHead());
  }

  /** Reads the rest of a response whose head has been read. */
  Reply read(List<String> head) throws IOException {
    return new Reply(head, readBody(new Reply(head, new byte[0])));
  }

  /** Reads a response to HEAD, which has no content whatever its head says. */
  Reply readBare() throws IOException {
    return new Reply(readHead(), new byte[0]);
  }

  List<String> readHead() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      lines.add(line);
    }
    return lines;
  }

  private byte[] readBody(Reply bare) throws IOException {
    int status = bare.status();
    if (status < 200 || status == 204 || status == 304) {
      return bare.body();
    }
    if (bare.field("Transfer-Encoding").isPresent()) {
      return readChunks();
    }
    if (bare.field("Content-Length").isPresent()) {
      return readBytes(Integer.parseInt(bare.field("Content-Length").get()));
    }
    return in.readAllBytes();
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
      content.write(readBytes(size));
      assertThat(readLine()).as("after a chunk").isEmpty();
    }
    assertThat(readLine()).as("trailers").isEmpty();
    return content.toByteArray();
  }

  /** Reads the line before a chunk. */
  int readChunkSize() throws IOException {
    return Integer.parseInt(readLine(), 16);
  }

  byte[] readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("connection ended after " + bytes.length + " of " + count);
    }
    return bytes;
  }

  /** Reads what has arrived, at least one byte; -1 at the end. */
  int read(byte[] target) throws IOException {
    return in.read(target);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("connection ended after \"" + line + "\"");
      }
      line.append((char) octet);
    }
    assertThat(line).as("line").endsWith("\r");
    return line.substring(0, line.length() - 1);
  }

  /** Reads up to the end of the connection. */
  byte[] readAll() throws IOException {
    return in.readAllBytes();
  }

  /** Checks that the server closes the connection without sending more. */
  void expectEnd() throws IOException {
    assertThat(in.read()).as("the end of the connection").isEqualTo(-1);
  }

  /**
   * Checks that the server ends the connection, normally or with a reset, after any amount of data.
   */
  void expectCutOff() {
    try {
      while (in.read() >= 0) {
        // data that was in transit
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection is still open", e);
    } catch (IOException expected) {
      // reset
    }
  }

  /** Checks that nothing arrives for a while. */
  void expectSilence(Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      int octet = in.read();
      throw new AssertionError("expected silence, but received " + octet);
    } catch (SocketTimeoutException expected) {
      socket.setSoTimeout(MAX_WAIT_MILLIS);
    }
  }

  /** Ends the connection with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
