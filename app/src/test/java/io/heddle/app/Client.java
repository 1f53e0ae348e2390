package io.heddle.app;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection to a server. It knows just enough HTTP to read a response. */
final class Client implements AutoCloseable {
  /** Less than the standard idle timeout, which must not end what a request has to end. */
  private static final int MAX_WAIT_MILLIS = 50_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  Client(int port) throws IOException {
    this("127.0.0.1", port);
  }

  /** A connection to this IP address. */
  Client(String address, int port) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(MAX_WAIT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), MAX_WAIT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends the text with CRLF line ends. */
  Client send(String text) throws IOException {
    return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  Client send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Ends what this client sends; it may still read. */
  void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Sends a request without content, such as {@code GET /ping}, and these fields. */
  Client ask(String methodAndTarget, String... fields) throws IOException {
    StringBuilder head = new StringBuilder(methodAndTarget).append(" HTTP/1.1\nHost: test\n");
    for (String field : fields) {
      head.append(field).append('\n');
    }
    return send(head.append('\n').toString());
  }

  /** Sends a POST with this content, and these fields. */
  Client post(String target, byte[] content, String... fields) throws IOException {
    String[] all = new String[fields.length + 1];
    System.arraycopy(fields, 0, all, 0, fields.length);
    all[fields.length] = "Content-Length: " + content.length;
    return ask("POST " + target, all).send(content);
  }

  /** Reads a response. */
  Reply read() throws IOException {
    Reply head = readHead();
    return new Reply(head.head(), readBody(head));
  }

  /** Reads the head of a response, which is the whole response to HEAD. */
  Reply readHead() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      lines.add(line);
    }
    return new Reply(lines, new byte[0]);
  }

  private byte[] readBody(Reply head) throws IOException {
    int status = head.status();
    if (status < 200 || status == 204 || status == 304) {
      return head.body();
    }
    if (head.field("Transfer-Encoding").isPresent()) {
      return readChunks();
    }
    if (head.field("Content-Length").isPresent()) {
      return readBytes(Integer.parseInt(head.field("Content-Length").get()));
    }
    return in.readAllBytes();
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int size = readChunkSize(); size > 0; size = readChunkSize()) {
      content.write(readBytes(size));
      readLine();
    }
    readLine();
    return content.toByteArray();
  }

  private int readChunkSize() throws IOException {
    return Integer.parseInt(readLine(), 16);
  }

  private byte[] readBytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("connection ended after " + bytes.length + " of " + count);
    }
    return bytes;
  }

  /** Reads what has arrived, at least one byte; -1 at the end of the connection. */
  int read(byte[] target) throws IOException {
    return in.read(target);
  }

  /** Whether there is unread input. */
  boolean hasInput() throws IOException {
    return in.available() > 0;
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("connection ended after \"" + line + "\"");
      }
      line.append((char) b);
    }
    return line.substring(0, line.length() - 1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
