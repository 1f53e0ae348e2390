package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.proxy.UpstreamLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * However a request through a proxy ends, its place at the other server, its descriptors and its
 * memory are free again.
 */
class ProxyReleaseTest {
  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";
  private static final String CHUNKED = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
  private static final Duration MOMENT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(30);

  /**
   * Some of the buffers that are kept for other connections grow late. A connection to the other
   * server takes half of this, and each ending comes twice.
   */
  private static final long MAX_GROWTH_BYTES = 32 << 10;

  /** One request at a time, and no connection is kept. */
  private static final UpstreamLimits ONE =
      UpstreamLimits.STANDARD
          .withMaxConnections(1)
          .withFails(0, LONG)
          .withIdle(LONG, 0)
          .withTimes(LONG, LONG, LONG);

  /** Only for a server that never answers: one that is slow to answer must not look like it. */
  private static final UpstreamLimits IMPATIENT = ONE.withTimes(LONG, Duration.ofSeconds(1), LONG);

  /** The end of a request. */
  @FunctionalInterface
  private interface Ending {
    /** Lets a client's request end in a certain way. */
    void play(Client client) throws IOException;
  }

  private static final List<Ending> ENDINGS =
      List.of(
          client -> client.get("/proxy?answer-later").reset(),
          client -> client.post("/proxy?read", 5_000_000).send(new byte[100_000]).reset(),
          client -> {
            client.get("/proxy?endless").readHead();
            client.reset();
          },
          client -> {
            client.get("/proxy?endless").readHead();
            client.close();
          },
          client -> expect(502, client.get("/proxy?reset")),
          client -> expect(502, client.get("/proxy?malformed")),
          client -> expect(504, client.get("/impatient?nothing")),
          client -> client.get("/proxy?reset-within").expectCutOff(),
          client -> client.get("/proxy?malformed-within").expectCutOff(),
          client -> client.send("HEAD /proxy?ok HTTP/1.1\nHost: test\n\n").readBare(),
          client -> {
            client.post("/proxy?refuse", 5_000_000).send(new byte[100_000]);
            expect(413, client);
          },
          client -> client.postChunked("/proxy?read").send("3\nabc\nxyz\n").expectCutOff());

  private static void expect(int status, Client client) throws IOException {
    assertThat(client.read().status()).isEqualTo(status);
  }

  private static void serve(Client peer) throws IOException {
    String target = peer.readHead().getFirst().split(" ", -1)[1];
    switch (target.substring(target.indexOf('?') + 1)) {
      case "answer-later" -> {
        Await.pause(MOMENT);
        endlessly(peer);
      }
      case "read" -> peer.readAll();
      case "endless" -> endlessly(peer);
      case "reset" -> peer.reset();
      case "malformed" -> peer.send("SSH-2.0-OpenSSH\n\n");
      case "nothing" -> peer.readAll();
      case "reset-within" -> {
        peer.send(CHUNKED + "3\nabc\n");
        Await.pause(MOMENT);
        peer.reset();
      }
      case "malformed-within" -> {
        peer.send(CHUNKED + "3\nabc\n");
        Await.pause(MOMENT);
        peer.send("xyz\n").readAll();
      }
      case "refuse" -> peer.send("HTTP/1.1 413 Content Too Large\nContent-Length: 0\n\n").readAll();
      default -> peer.send(OK);
    }
  }

  private static void endlessly(Client peer) throws IOException {
    peer.send(CHUNKED);
    while (true) {
      peer.send("3\nabc\n");
    }
  }

  @EachEngine
  void everythingIsFreeAgainAfterEachEnd(Variant engine) throws Exception {
    try (OtherServer other = new OtherServer(ProxyReleaseTest::serve);
        Server server =
            engine
                .server()
                .loops(1)
                .route("/proxy", other.proxy(ONE))
                .route("/impatient", other.proxy(IMPATIENT))
                .start()) {
      playAll(server);
      long memory = server.bufferBytes();
      int descriptors = Descriptors.count();
      playAll(server);
      playAll(server);
      Await.until("no memory is lost", () -> server.bufferBytes() - memory < MAX_GROWTH_BYTES);
      Descriptors.awaitAtMost(descriptors);
    }
  }

  private static void playAll(Server server) throws IOException {
    for (Ending ending : ENDINGS) {
      try (Client client = server.connect()) {
        ending.play(client);
      }
      for (String proxy : List.of("/proxy", "/impatient")) {
        Await.until(
            "ending " + ENDINGS.indexOf(ending) + " at " + proxy,
            () -> status(server, proxy) == 200);
      }
    }
    server.recorder().awaitNoConnection();
  }

  private static int status(Server server, String proxy) {
    try (Client client = server.connect()) {
      return client.get(proxy + "?ok").read().status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @EachEngine
  void aServerThatIsNotConnectedTakesNoPlace(Variant engine) throws Exception {
    int port = OtherServer.closedPort();
    try (Server server =
            engine
                .server()
                .route("/proxy", OtherServer.proxy(ONE, OtherServer.address(port)))
                .start();
        Client client = server.connect()) {
      for (int i = 0; i < 3; i++) {
        expect(502, client.get("/proxy"));
      }
    }
  }
}
