package io.heddle.engine;

import io.heddle.proxy.Balance;
import io.heddle.proxy.Proxy;
import io.heddle.proxy.ProxyRules;
import io.heddle.proxy.Upstream;
import io.heddle.proxy.UpstreamLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server behind a proxy that does what a script says, on each of its connections. */
final class OtherServer implements AutoCloseable {
  /** What it does on a connection; it is closed afterwards. */
  @FunctionalInterface
  interface Script {
    /**
     * Plays the server's part.
     *
     * @param peer the proxy
     */
    void play(Client peer) throws Exception;
  }

  private static final int BACKLOG = 2_000;

  private final ServerSocket listening;
  private final Script script;
  private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  OtherServer(Script script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** A server that answers each request on a connection with these lines, then the content. */
  static OtherServer answering(String answer) throws IOException {
    return new OtherServer(
        peer -> {
          while (true) {
            peer.readHead();
            peer.send(answer);
          }
        });
  }

  /** A server that answers once on each connection, and closes it. */
  static OtherServer answeringOnce(String answer) throws IOException {
    return new OtherServer(
        peer -> {
          peer.readHead();
          peer.send(answer);
        });
  }

  /** A server that sends each chunk of the content back when it has arrived. */
  static OtherServer echoing() throws IOException {
    return new OtherServer(
        peer -> {
          while (true) {
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
            for (int size = peer.readChunkSize(); size > 0; size = peer.readChunkSize()) {
              peer.sendChunk(peer.readBytes(size));
              peer.readBytes(2);
            }
            peer.readBytes(2);
            peer.send("0\n\n");
          }
        });
  }

  private void accept() {
    try {
      while (true) {
        Socket accepted = listening.accept();
        connections.incrementAndGet();
        open.add(accepted);
        Thread.ofVirtual().start(() -> play(accepted));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private void play(Socket accepted) {
    try (Client peer = new Client(accepted)) {
      script.play(peer);
    } catch (Exception e) {
      // the proxy has closed the connection, or the test says what it misses
    } finally {
      ended.incrementAndGet();
    }
  }

  /** How many connections it has accepted. */
  int connections() {
    return connections.get();
  }

  /** How many of them have ended. */
  int ended() {
    return ended.get();
  }

  int port() {
    return listening.getLocalPort();
  }

  Upstream.Address address() {
    return address(port());
  }

  static Upstream.Address address(int port) {
    return new Upstream.Address(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "localhost:" + port);
  }

  /** A port on which nobody listens. */
  static int closedPort() throws IOException {
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return unused.getLocalPort();
    }
  }

  /** A proxy for this server. */
  Proxy proxy() {
    return proxy(UpstreamLimits.STANDARD);
  }

  Proxy proxy(UpstreamLimits limits) {
    return proxy(limits, address());
  }

  static Proxy proxy(UpstreamLimits limits, Upstream.Address... addresses) {
    return new Proxy(
        new Upstream(List.of(addresses), limits, Balance.ROUND_ROBIN, System::nanoTime),
        ProxyRules.STANDARD);
  }

  @Override
  public void close() throws IOException {
    stop();
  }

  /** Closes all connections, and accepts no more. */
  void stop() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
