package io.heddle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.engine.tls.Tls;
import io.heddle.engine.tls.TlsConfig;
import io.heddle.http.Blocking;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** What a proxy passes on, and what it keeps to itself. */
class ProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\nContent-Length: 2\n\nok";

  private static Server start(Variant engine, OtherServer other) throws IOException {
    return engine.server().route("/proxy", other.proxy()).start();
  }

  /** The answer that a client gets when the other server gives this one. */
  private static Reply answer(Variant engine, String answer) throws IOException {
    try (OtherServer other = OtherServer.answeringOnce(answer);
        Server server = start(engine, other);
        Client client = server.connect()) {
      return client.get("/proxy").read();
    }
  }

  @EachEngine
  void theOtherServerLearnsWhoAsks(Variant engine) throws Exception {
    List<String> head = new CopyOnWriteArrayList<>();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  head.addAll(peer.readHead());
                  peer.send(OK);
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.send(
          """
          GET /proxy?a=1&b HTTP/1.1
          Host: example.org
          X-Own: kept
          X-Secret: dropped
          Connection: keep-alive, X-Secret
          Keep-Alive: timeout=5
          Upgrade: websocket
          TE: trailers
          Proxy: http://attacker
          X-Forwarded-For: 10.0.0.1
          X-Forwarded-Proto: https
          Forwarded: for=10.0.0.1

          """);
      assertThat(client.read().text()).isEqualTo("ok");
      assertThat(head)
          .containsExactly(
              "GET /proxy?a=1&b HTTP/1.1",
              "Host: localhost:" + other.port(),
              "X-Own: kept",
              "X-Forwarded-For: 10.0.0.1, 127.0.0.1",
              "X-Forwarded-Proto: http",
              "X-Forwarded-Host: example.org",
              "Forwarded: for=10.0.0.1, for=127.0.0.1;host=\"example.org\";proto=http",
              "Via: 1.1 heddle");
    }
  }

  @EachEngine
  void theClientGetsTheAnswerWithoutTheFieldsOfTheOtherConnection(Variant engine) throws Exception {
    Reply reply =
        answer(
            engine,
            """
            HTTP/1.1 404 Gone fishing
            Server: other
            X-Own: kept
            X-Secret: dropped
            Connection: close, X-Secret
            Keep-Alive: timeout=5
            Trailer: X-Sum
            Set-Cookie: a=1
            Set-Cookie: b=2
            Content-Length: 2

            no""");
    assertThat(reply.text()).isEqualTo("no");
    List<String> fields = new ArrayList<>(reply.head());
    fields.removeIf(line -> line.startsWith("Date: "));
    assertThat(fields)
        .containsExactly(
            "HTTP/1.1 404 Not Found",
            "Server: heddle",
            "X-Own: kept",
            "Set-Cookie: a=1",
            "Set-Cookie: b=2",
            "Via: 1.1 heddle",
            "Content-Length: 2");
  }

  @EachEngine
  void theOtherServerMayRedirectWithItsOwnAddress(Variant engine) throws Exception {
    AtomicReference<String> root = new AtomicReference<>("");
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 302 Found\nLocation: " + root.get() + "/x?a=1\n");
                  peer.send("Content-Length: 0\n\n");
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      root.set("http://localhost:" + other.port());
      assertThat(client.get("/proxy").read().field("Location")).contains("/x?a=1");
    }
  }

  /** RFC 9110 section 7.6.2. */
  @EachEngine
  void optionsArePassedOnAsOftenAsTheClientAllows(Variant engine) throws Exception {
    String answer = "HTTP/1.1 200 OK\nAllow: GET\nContent-Length: 0\n\n";
    try (OtherServer other = OtherServer.answering(answer);
        Server server = start(engine, other);
        Client client = server.connect()) {
      String options = "OPTIONS /proxy HTTP/1.1\nHost: test\nMax-Forwards: ";
      Reply here = client.send(options + "0\n\n").read();
      assertThat(here.status()).isEqualTo(204);
      assertThat(here.field("Allow")).isEmpty();
      assertThat(client.send(options + "1\n\n").read().field("Allow")).contains("GET");
    }
  }

  @EachEngine
  void connectionsToTheOtherServerAreKept(Variant engine) throws Exception {
    try (OtherServer other = OtherServer.answering(OK);
        Server server = engine.server().loops(1).route("/proxy", other.proxy()).start()) {
      for (int i = 0; i < 3; i++) {
        try (Client client = server.connect()) {
          for (int j = 0; j < 3; j++) {
            assertThat(client.get("/proxy").read().text()).isEqualTo("ok");
          }
        }
      }
      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @EachEngine
  void pipelinedRequestsAreAnsweredInOrder(Variant engine) throws Exception {
    try (OtherServer other = OtherServer.answering(OK);
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.get("/ping").get("/proxy").get("/wait").get("/proxy").get("/proxy").get("/ping");
      for (String text : List.of("pong", "ok", "waited", "ok", "ok", "pong")) {
        assertThat(client.read().text()).isEqualTo(text);
      }
    }
  }

  @EachEngine
  void eachConnectionHasItsOwnFraming(Variant engine) throws Exception {
    String chunked = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n";
    String chunks = "3;ext=1\nabc\n2\nde\n0\nX-Sum: 5\n\n";
    Reply fromChunks = answer(engine, chunked + chunks);
    assertThat(fromChunks.text()).isEqualTo("abcde");
    assertThat(fromChunks.field("X-Sum")).isEmpty();
    Reply untilClose = answer(engine, "HTTP/1.0 200 OK\n\nto the end");
    assertThat(untilClose.text()).isEqualTo("to the end");
    assertThat(untilClose.field("Transfer-Encoding")).contains("chunked");
    assertThat(untilClose.closes()).isFalse();
    try (OtherServer other = OtherServer.answeringOnce(chunked + chunks);
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.send("GET /proxy HTTP/1.0\n\n");
      assertThat(client.read().text()).isEqualTo("abcde");
    }
  }

  @EachEngine
  void answersWithoutContentEndAtOnce(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  while (true) {
                    String line = peer.readHead().getFirst();
                    peer.send(
                        line.startsWith("HEAD ")
                            ? "HTTP/1.1 200 OK\nContent-Length: 1000\n\n"
                            : line.contains("304")
                                ? "HTTP/1.1 304 Not Modified\nETag: \"a\"\nContent-Length: 7\n\n"
                                : "HTTP/1.1 204 No Content\n\n");
                  }
                });
        Server server = engine.server().loops(1).route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      client.send("HEAD /proxy HTTP/1.1\nHost: test\n\n");
      assertThat(client.readBare().field("Content-Length")).contains("1000");
      assertThat(client.get("/proxy?304").read().field("ETag")).contains("\"a\"");
      assertThat(client.get("/proxy").read().status()).isEqualTo(204);
      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @EachEngine
  void interimAnswersAreSkipped(Variant engine) throws Exception {
    String early = "HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: x\n\n";
    Reply reply = answer(engine, early + OK);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.text()).isEqualTo("ok");
  }

  @EachEngine
  void piecesArriveWhenTheyAreSent(Variant engine) throws Exception {
    Background[] waits = new Background[1];
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\none\n");
                  Await.until("the client has it", () -> waits[0] != null);
                  peer.send("3\ntwo\n0\n\n");
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.get("/proxy").readHead();
      assertThat(client.readChunkSize()).isEqualTo(3);
      assertThat(client.readBytes(5)).isEqualTo("one\r\n".getBytes(UTF_8));
      waits[0] = Background.run(() -> {});
      assertThat(client.readChunkSize()).isEqualTo(3);
    }
  }

  @EachEngine
  void largeContentArrives(Variant engine) throws Exception {
    int size = 3_000_000;
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nContent-Length: " + size + "\n\n");
                  peer.send(Pattern.bytes(size));
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                  for (int at = 0; at < size; at += 30_000) {
                    peer.sendChunk(Arrays.copyOfRange(Pattern.bytes(size), at, at + 30_000));
                  }
                  peer.send("0\n\n");
                });
        Server server = engine.server().loops(1).route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      assertThat(client.get("/proxy").read().body()).isEqualTo(Pattern.bytes(size));
      assertThat(client.get("/proxy").read().body()).isEqualTo(Pattern.bytes(size));
      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @EachEngine
  void requestsOverTlsArePassedOn(Variant engine) throws Exception {
    Identity authority = Identity.authority("authority");
    Tls tls = new Tls(TlsConfig.of(List.of(authority.signs("localhost").server())));
    int size = 300_000;
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  assertThat(peer.readHead()).contains("X-Forwarded-Proto: https");
                  byte[] content = peer.readBytes(size);
                  peer.send("HTTP/1.1 200 OK\nContent-Length: " + size + "\n\n").send(content);
                });
        Server server = engine.server().over(tls).route("/proxy", other.proxy()).start();
        Client client = new TlsClients(authority).client(server)) {
      client.post("/proxy", size).send(Pattern.bytes(size));
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(size));
    }
  }

  /** Such as one that compares passwords. */
  @EachEngine
  void aFilterMayBlockAndAddFields(Variant engine) throws Exception {
    Filter filter =
        new Filter() {
          @Override
          public Response filter(Request request, Handler next)
              throws IOException, InterruptedException {
            Thread.sleep(1);
            return next.handle(request).with(HeaderName.of("X-Own"), "added");
          }

          @Override
          public Blocking blocking() {
            return Blocking.BRIEFLY;
          }
        };
    int size = 300_000;
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  for (int count : new int[] {5, size}) {
                    peer.readHead();
                    boolean isRight = Arrays.equals(peer.readBytes(count), Pattern.bytes(count));
                    peer.send(isRight ? OK : "wrong");
                  }
                });
        Server server =
            engine.server().loops(1).route("/proxy", other.proxy().with(filter)).start();
        Client client = server.connect()) {
      for (int count : new int[] {5, size}) {
        client.post("/proxy", count).send(Pattern.bytes(count));
        Reply reply = client.read();
        assertThat(reply.text()).isEqualTo("ok");
        assertThat(reply.field("X-Own")).contains("added");
      }
    }
  }

  @EachEngine
  void aSlowClientSlowsTheOtherServerDown(Variant engine) throws Exception {
    AtomicLong sent = new AtomicLong();
    byte[] piece = new byte[100_000];
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\n\n");
                  try {
                    while (sent.get() < 100_000_000) {
                      peer.send(piece);
                      sent.addAndGet(piece.length);
                    }
                  } catch (SocketException e) {
                    sent.addAndGet(1);
                  }
                });
        Server server = start(engine, other)) {
      try (Client client = server.connectWithReceiveBuffer(10_000)) {
        client.get("/proxy").readHead();
        long[] before = {-1};
        Await.until(
            "the other server can send no more",
            () -> {
              Await.pause(Duration.ofMillis(100));
              boolean isStuck = sent.get() == before[0];
              before[0] = sent.get();
              return isStuck;
            });
        assertThat(sent.get()).isLessThan(30_000_000);
      }
      Await.until("the other server is told", () -> sent.get() % 2 == 1);
    }
  }
}
