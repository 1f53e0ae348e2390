package io.heddle.app.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that does to each connection what a test says, and keeps what it gets. */
final class PreparedServer implements AutoCloseable {
  /** A response with two bytes of content. */
  static final String OK = "HTTP/1.1 200 OK|Content-Length: 2||ok";

  /** What happens to a connection; afterwards it is closed. */
  @FunctionalInterface
  interface Script {
    void serve(Peer peer) throws IOException;
  }

  private static final int MAX_WAIT_MILLIS = 25_000;

  private final ServerSocket listener;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();

  /** A server with a script for each connection. */
  PreparedServer(Script... scripts) throws IOException {
    this(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), scripts);
  }

  /** A server on a listener of another kind. */
  PreparedServer(ServerSocket listener, Script... scripts) {
    this.listener = listener;
    Thread.ofVirtual().start(() -> accept(scripts));
  }

  /** A server that reads a request, sends this for it, and closes the connection. */
  static PreparedServer answering(String answer) throws IOException {
    return new PreparedServer(answers(answer));
  }

  /** A script that reads a request before each of these answers. */
  static Script answers(String... answers) {
    return peer -> {
      for (String answer : answers) {
        peer.read();
        peer.send(answer);
      }
    };
  }

  private void accept(Script... scripts) {
    try {
      for (Script script : scripts) {
        Peer peer = new Peer(listener.accept());
        peers.add(peer);
        Thread.ofVirtual().start(() -> peer.run(script));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** How many connections it has accepted. */
  int connections() {
    return peers.size();
  }

  /** The heads of all requests on a connection, with {@code |} for each line end. */
  List<String> heads(int connection) {
    return peers.get(connection).heads;
  }

  /** The content of the last request on a connection. */
  String content(int connection) {
    return peers.get(connection).content;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Peer peer : peers) {
      peer.socket.close();
    }
  }

  /** A connection, as its script sees it. */
  static final class Peer {
    private final Socket socket;
    private final List<String> heads = new ArrayList<>();
    private String content = "";

    Peer(Socket socket) {
      this.socket = socket;
    }

    private void run(Script script) {
      try (socket) {
        socket.setSoTimeout(MAX_WAIT_MILLIS);
        script.serve(this);
      } catch (IOException e) {
        // the client is gone, as some tests want it
      }
    }

    /** Reads a request with its content; throws if the client has closed. */
    void read() throws IOException {
      String head = readHead();
      if (head.contains("|Transfer-Encoding: chunked|")) {
        content = readUntil("0\r\n\r\n").replace("\r\n", "|");
      } else {
        content = readContent(head);
      }
    }

    /** Reads a head. */
    String readHead() throws IOException {
      String head = readUntil("\r\n\r\n").replace("\r\n", "|");
      heads.add(head);
      return head;
    }

    /** Reads the content that this head announces. */
    String readContent(String head) throws IOException {
      String length = head.replaceFirst("(?s)^(?:.*\\|Content-Length: (\\d+)\\|)?.*", "0$1");
      byte[] bytes = socket.getInputStream().readNBytes(Integer.parseInt(length));
      content = new String(bytes, StandardCharsets.ISO_8859_1);
      return content;
    }

    private String readUntil(String end) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
        int b = socket.getInputStream().read();
        if (b < 0) {
          throw new IOException("the client has closed the connection after " + bytes);
        }
        bytes.write(b);
      }
      return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Sends bytes, with a line end for each {@code |}. */
    void send(String bytes) throws IOException {
      byte[] all = bytes.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
      socket.getOutputStream().write(all);
      socket.getOutputStream().flush();
    }

    /** Waits until the client has closed the connection. */
    void awaitEnd() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // what it sends does not matter
      }
    }

    /** Resets the connection. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
