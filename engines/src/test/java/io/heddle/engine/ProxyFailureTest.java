package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.proxy.UpstreamLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What clients get when the server behind a proxy fails. */
class ProxyFailureTest {
  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);

  private static Server start(Variant engine, OtherServer other) throws IOException {
    return engine
        .server()
        .loops(1)
        .route("/proxy", other.proxy(UpstreamLimits.STANDARD.withFails(0, LONG)))
        .start();
  }

  private static int statusAfter(Client client) throws IOException {
    return client.get("/proxy").read().status();
  }

  @EachEngine
  void aServerThatCannotBeReachedIsA502(Variant engine) throws Exception {
    try (Server server =
            engine
                .server()
                .route(
                    "/proxy",
                    OtherServer.proxy(
                        UpstreamLimits.STANDARD, OtherServer.address(OtherServer.closedPort())))
                .start();
        Client client = server.connect()) {
      assertThat(statusAfter(client)).isEqualTo(502);
      assertThat(statusAfter(client)).as("on the same connection").isEqualTo(502);
    }
  }

  @EachEngine
  void anAnswerThatIsNoHttpOrAmbiguousIsA502(Variant engine) throws Exception {
    String[] answers = {
      "",
      "HTTP/1.1 200 OK\nContent-Le",
      "SSH-2.0-OpenSSH\n\n",
      "HTTP/1.1 200 OK\nContent-Length: 2\nContent-Length: 3\n\nabc",
      "HTTP/1.1 200 OK\nContent-Length: 2\nTransfer-Encoding: chunked\n\n0\n\n",
      "HTTP/1.1 200 OK\nContent-Length: +2\n\nok",
      "HTTP/1.1 200 OK\nTransfer-Encoding: gzip, chunked\n\n0\n\n",
      "HTTP/1.0 200 OK\nTransfer-Encoding: chunked\n\n0\n\n",
      "HTTP/1.1 204 No Content\nContent-Length: 2\n\nok",
      "HTTP/1.1 200 OK\nX-Bare: a\rb\nContent-Length: 2\n\nok",
      "HTTP/1.1 200 OK\n folded: 1\nContent-Length: 2\n\nok",
      "HTTP/1.1 101 Switching Protocols\nUpgrade: x\nConnection: upgrade\n\n",
    };
    AtomicInteger next = new AtomicInteger();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send(answers[next.get()]);
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      for (String answer : answers) {
        assertThat(statusAfter(client)).as(answer).isEqualTo(502);
        next.incrementAndGet();
      }
    }
  }

  @EachEngine
  void anAnswerThatIsCutOffIsCutOffForTheClient(Variant engine) throws Exception {
    String[] answers = {
      "HTTP/1.1 200 OK\nContent-Length: 100000\n\nabc",
      "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n5\nab",
      "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\nxyz\n",
    };
    for (String answer : answers) {
      for (String version : new String[] {"1.1", "1.0"}) {
        try (OtherServer other =
                new OtherServer(
                    peer -> {
                      peer.readHead();
                      peer.send(answer.substring(0, answer.length() - 3));
                      Await.pause(Duration.ofMillis(20));
                      peer.send(answer.substring(answer.length() - 3));
                    });
            Server server = start(engine, other);
            Client client = server.connect()) {
          client.send("GET /proxy HTTP/" + version + "\nHost: test\n\n");
          boolean isComplete;
          try {
            isComplete = client.read().status() == 200;
          } catch (IOException | AssertionError e) {
            isComplete = false;
          }
          assertThat(isComplete).as(version + " " + answer).isFalse();
        }
      }
    }
  }

  /** The other server closes an old connection just when it gets the next request. */
  @EachEngine
  void aRequestThatMeetsTheEndOfAKeptConnectionIsSentAgain(Variant engine) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  requests.incrementAndGet();
                  peer.send(OK);
                  peer.readHead();
                  requests.incrementAndGet();
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      assertThat(statusAfter(client)).isEqualTo(200);
      assertThat(statusAfter(client)).as("a GET is repeated").isEqualTo(200);
      assertThat(requests.get()).isEqualTo(3);
      client.post("/proxy", 2).send("ok");
      assertThat(client.read().status()).as("a POST is not").isEqualTo(502);
      assertThat(requests.get()).isEqualTo(4);
    }
  }

  @EachEngine
  void connectionsThatTheServerHasClosedAreNotUsed(Variant engine) throws Exception {
    try (OtherServer other = OtherServer.answeringOnce(OK);
        Server server = start(engine, other);
        Client client = server.connect()) {
      for (int i = 1; i <= 3; i++) {
        client.post("/proxy", 0);
        assertThat(client.read().text()).isEqualTo("ok");
        int ended = i;
        Await.until("it is closed", () -> other.ended() == ended);
        Await.pause(Duration.ofMillis(10));
      }
    }
  }

  /** Otherwise the next client would get what was meant for another one. */
  @EachEngine
  void anAnswerThatNobodyHasAskedForIsNeverUsed(Variant engine) throws Exception {
    AtomicInteger connection = new AtomicInteger();
    AtomicBoolean isForged = new AtomicBoolean();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  String own = "HTTP/1.1 200 OK\nContent-Length: 1\n\n" + connection.get();
                  boolean isFirst = connection.getAndIncrement() == 0;
                  peer.readHead();
                  peer.send(own);
                  if (isFirst) {
                    Await.pause(Duration.ofMillis(30));
                    peer.send("HTTP/1.1 200 OK\nContent-Length: 6\n\nforged");
                    isForged.set(true);
                  }
                  peer.readHead();
                  peer.send(own);
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      assertThat(client.get("/proxy").read().text()).isEqualTo("0");
      Await.until("it is sent", isForged::get);
      assertThat(client.get("/proxy").read().text()).isEqualTo("1");
    }
  }

  /** The same, if it arrives together with the answer that was asked for. */
  @EachEngine
  void whatFollowsAnAnswerIsNeverTheAnswerOfAnotherRequest(Variant engine) throws Exception {
    AtomicInteger connection = new AtomicInteger();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  String own =
                      "HTTP/1.1 200 OK\nContent-Length: 1\n\n" + connection.getAndIncrement();
                  peer.readHead();
                  peer.send(own + "HTTP/1.1 200 OK\nContent-Length: 6\n\nforged");
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nContent-Length: 6\n\nreused");
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      for (int i = 0; i < 4; i++) {
        assertThat(client.get("/proxy").read().text()).isEqualTo("" + i);
      }
    }
  }

  @EachEngine
  void aServerThatTakesTooLongIsA504(Variant engine) throws Exception {
    UpstreamLimits limits = UpstreamLimits.STANDARD.withTimes(LONG, SHORT, LONG);
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  Await.pause(Duration.ofSeconds(20));
                });
        Server server =
            engine
                .server()
                .idleTimeout(Duration.ofSeconds(1))
                .route("/proxy", other.proxy(limits))
                .start();
        Client client = server.connect()) {
      long from = System.nanoTime();
      assertThat(statusAfter(client)).isEqualTo(504);
      assertThat(Duration.ofNanos(System.nanoTime() - from)).isBetween(SHORT, LONG);
    }
  }

  /** Its queue of connections is full, so the kernel does not answer. */
  @EachEngine
  void aServerThatCannotBeReachedInTimeIsA504(Variant engine) throws Exception {
    UpstreamLimits limits = UpstreamLimits.STANDARD.withTimes(SHORT, LONG, LONG);
    List<Socket> queued = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Server server =
            engine
                .server()
                .idleTimeout(Duration.ofSeconds(1))
                .route(
                    "/proxy", OtherServer.proxy(limits, OtherServer.address(full.getLocalPort())))
                .start();
        Client client = server.connect()) {
      fill(full, queued);
      assertThat(statusAfter(client)).isEqualTo(504);
    } finally {
      for (Socket socket : queued) {
        socket.close();
      }
    }
  }

  private static void fill(ServerSocket full, List<Socket> queued) throws IOException {
    try {
      while (true) {
        Socket next = new Socket();
        queued.add(next);
        next.connect(full.getLocalSocketAddress(), 200);
      }
    } catch (SocketTimeoutException expected) {
      // it is full
    }
  }

  @EachEngine
  void aServerThatStopsWithinItsAnswerIsCutOff(Variant engine) throws Exception {
    UpstreamLimits limits = UpstreamLimits.STANDARD.withTimes(LONG, LONG, SHORT);
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\nabc\n");
                  Await.pause(Duration.ofSeconds(20));
                });
        Server server =
            engine
                .server()
                .idleTimeout(Duration.ofSeconds(1))
                .route("/proxy", other.proxy(limits))
                .start();
        Client client = server.connect()) {
      client.get("/proxy").readHead();
      client.expectCutOff();
    }
  }

  @EachEngine
  void anotherServerAnswersWhenOneCannotBeReached(Variant engine) throws Exception {
    try (OtherServer other = OtherServer.answering(OK);
        Server server =
            engine
                .server()
                .route(
                    "/proxy",
                    OtherServer.proxy(
                        UpstreamLimits.STANDARD,
                        OtherServer.address(OtherServer.closedPort()),
                        other.address()))
                .start();
        Client client = server.connect()) {
      for (int i = 0; i < 4; i++) {
        client.post("/proxy", 0);
        assertThat(client.read().status()).isEqualTo(200);
      }
    }
  }

  @EachEngine
  void moreRequestsThanAServerMayHaveAreA503(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.readHead();
                });
        Server server =
            engine
                .server()
                .route("/proxy", other.proxy(UpstreamLimits.STANDARD.withMaxConnections(1)))
                .start();
        Client first = server.connect();
        Client second = server.connect()) {
      first.get("/proxy");
      Await.until("it is asked", () -> other.connections() == 1);
      assertThat(statusAfter(second)).isEqualTo(503);
      other.stop();
      assertThat(first.read().status()).isEqualTo(502);
    }
  }
}
