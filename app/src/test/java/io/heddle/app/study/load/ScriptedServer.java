package io.heddle.app.study.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A server on plain sockets that does to each connection what a test says, and counts. */
final class ScriptedServer implements AutoCloseable {
  /** What happens to a connection; afterwards it is closed. */
  @FunctionalInterface
  interface Script {
    void serve(Peer peer) throws IOException, InterruptedException;
  }

  private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");
  private static final int BACKLOG = 1_000;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger closings = new AtomicInteger();

  ScriptedServer(Script script) throws IOException {
    this(script, BACKLOG);
  }

  private ScriptedServer(Script script, int backlog) throws IOException {
    listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** A server that gives this answer to every request. */
  static ScriptedServer answering(String answer) throws IOException {
    return new ScriptedServer(always(answer));
  }

  /** Gives this answer to every request. */
  static Script always(String answer) {
    return peer -> {
      while (peer.read() != null) {
        peer.answer(answer);
      }
    };
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(script, socket));
      }
    } catch (IOException e) {
      // the test has closed the listener
    }
  }

  private void serve(Script script, Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      script.serve(new Peer(socket));
    } catch (IOException e) {
      // the client is gone, as it may be at the end of a job
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a script", e);
    } finally {
      open.remove(socket);
    }
  }

  /** A connection, as its script sees it. */
  final class Peer {
    private final Socket socket;
    private final InputStream in;

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
    }

    /** Reads a request with its content; returns its head, or null if the client has closed. */
    @Nullable String read() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return null;
        }
        head.write(b);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      Matcher length = LENGTH.matcher(text);
      if (length.find()) {
        in.skipNBytes(Long.parseLong(length.group(1)));
      }
      requests.incrementAndGet();
      return text;
    }

    /** Sends bytes, which may be any part of an answer. */
    void send(String bytes) throws IOException {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends an answer. */
    void answer(String bytes) throws IOException {
      answers.incrementAndGet();
      send(bytes);
    }

    /** Closes the connection after this. */
    void close() throws IOException {
      closings.incrementAndGet();
      socket.close();
    }

    /** Resets the connection. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      close();
    }
  }

  /** A response with this status and so many bytes of content. */
  static String response(int status, int bytes) {
    return "HTTP/1.1 %d Text\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, bytes, "x".repeat(bytes));
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  int answers() {
    return answers.get();
  }

  /** How many connections its script has closed or reset. */
  int closings() {
    return closings.get();
  }

  /** Closes the listener and all connections. */
  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
