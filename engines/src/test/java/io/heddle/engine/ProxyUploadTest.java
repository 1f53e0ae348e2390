package io.heddle.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Content of requests on its way through a proxy. */
class ProxyUploadTest {
  private static final int LARGE = 2_000_000;
  private static final byte[] PIECE = new byte[50_000];

  private static Server start(Variant engine, OtherServer other) throws IOException {
    return engine.server().route("/proxy", other.proxy()).start();
  }

  private static void answer(Client peer, String text) throws IOException {
    peer.send("HTTP/1.1 200 OK\nContent-Length: " + text.length() + "\n\n" + text);
  }

  private static byte[] readChunks(Client peer) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int size = peer.readChunkSize(); size > 0; size = peer.readChunkSize()) {
      content.writeBytes(peer.readBytes(size));
      peer.readBytes(2);
    }
    peer.readBytes(2);
    return content.toByteArray();
  }

  @EachEngine
  void contentOfKnownLengthArrives(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  for (int size : new int[] {5, LARGE, 0}) {
                    assertThat(peer.readHead()).contains("Content-Length: " + size);
                    boolean isRight = Arrays.equals(peer.readBytes(size), Pattern.bytes(size));
                    answer(peer, isRight ? "right" : "wrong");
                  }
                });
        Server server = engine.server().loops(1).route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      for (int size : new int[] {5, LARGE, 0}) {
        client.post("/proxy", size).send(Pattern.bytes(size));
        assertThat(client.read().text()).isEqualTo("right");
      }
      assertThat(other.connections()).isEqualTo(1);
    }
  }

  @EachEngine
  void chunkedContentArrives(Variant engine) throws Exception {
    byte[] all = Pattern.bytes(500_000);
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  for (int i = 0; i < 2; i++) {
                    assertThat(peer.readHead())
                        .contains("Transfer-Encoding: chunked")
                        .noneMatch(line -> line.startsWith("Content-Length"));
                    answer(peer, Integer.toString(readChunks(peer).length));
                  }
                });
        Server server = engine.server().loops(1).route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      client.postChunked("/proxy");
      for (int at = 0; at < all.length; at += 50_000) {
        client.sendChunk(Arrays.copyOfRange(all, at, at + 50_000));
      }
      client.send("0\nX-Trailer: dropped\n\n");
      assertThat(client.read().text()).isEqualTo("500000");
      client.postChunked("/proxy").send("0\n\n");
      assertThat(client.read().text()).isEqualTo("0");
    }
  }

  @EachEngine
  void aClientThatWaitsForItIsToldToContinue(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  assertThat(peer.readHead()).noneMatch(line -> line.startsWith("Expect"));
                  answer(peer, new String(peer.readBytes(5), UTF_8));
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.send(
          """
          POST /proxy HTTP/1.1
          Host: test
          Content-Length: 5
          Expect: 100-continue

          """);
      assertThat(client.readHead()).containsExactly("HTTP/1.1 100 Continue");
      client.send("hello");
      assertThat(client.read().text()).isEqualTo("hello");
    }
  }

  @EachEngine
  void anEarlyAnswerReachesAClientThatIsStillSending(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.readBytes(10);
                  peer.send("HTTP/1.1 413 Content Too Large\nContent-Length: 5\n\nlarge");
                  // it reads no more
                  Await.pause(Duration.ofSeconds(20));
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.post("/proxy", 60_000_000);
      try (Background upload =
          Background.run(
              () -> {
                try {
                  for (int i = 0; i < 1_200; i++) {
                    client.send(PIECE);
                  }
                } catch (SocketException e) {
                  // the connection is closed after the answer
                }
              })) {
        Reply reply = client.read();
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.text()).isEqualTo("large");
        assertThat(reply.closes()).isTrue();
        upload.join();
      }
    }
  }

  /** When it begins to answer, the content has filled all buffers on the way to it. */
  @EachEngine
  void aServerMayBeginToAnswerAndThenPauseItsReading(Variant engine) throws Exception {
    int size = 20_000_000;
    byte[] all = Pattern.bytes(size);
    List<String> beginnings =
        List.of(
            "HTTP/1.1 103 Early Hints\nLink: x\n\nHTTP/1.1 200 OK\nContent-Length: 5\n\n",
            "HTTP/1.1 200 OK\nContent-Length: 5\n\n");
    AtomicInteger next = new AtomicInteger();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  String beginning = beginnings.get(next.getAndIncrement());
                  int first = beginning.indexOf("\n\n") + 2;
                  Await.pause(Duration.ofMillis(500));
                  peer.send(beginning.substring(0, first));
                  Await.pause(Duration.ofSeconds(2));
                  boolean isRight = Arrays.equals(peer.readBytes(size), all);
                  peer.send(beginning.substring(first) + (isRight ? "right" : "wrong"));
                });
        Server server = start(engine, other)) {
      List<Background> clients = new ArrayList<>();
      for (int i = 0; i < beginnings.size(); i++) {
        clients.add(
            Background.run(
                () -> {
                  try (Client client = server.connect()) {
                    client.post("/proxy", size).send(all);
                    assertThat(client.read().text()).isEqualTo("right");
                  }
                }));
      }
      for (Background client : clients) {
        client.join();
      }
    }
  }

  @EachEngine
  void anAnswerMayBeginBeforeTheContentEnds(Variant engine) throws Exception {
    byte[] all = Pattern.bytes(LARGE);
    try (OtherServer other = OtherServer.echoing();
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.postChunked("/proxy");
      try (Background upload =
          Background.run(
              () -> {
                for (int at = 0; at < LARGE; at += 20_000) {
                  client.sendChunk(Arrays.copyOfRange(all, at, at + 20_000));
                }
                client.send("0\n\n");
              })) {
        assertThat(client.read().body()).isEqualTo(all);
        upload.join();
      }
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void malformedContentIsNeverTakenForComplete(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  readChunks(peer);
                  answer(peer, "complete");
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.postChunked("/proxy").send("3\nabc\nxyz\n");
      assertThat(client.read().status()).isEqualTo(400);
      Await.until("the other server is cut off", () -> other.ended() == 1);
    }
  }

  @EachEngine
  void tooMuchContentIsRefused(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  readChunks(peer);
                });
        Server server = engine.server().maxBody(10).route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      client.postChunked("/proxy").send("5\nabcde\n").send("6\nabcdef\n");
      assertThat(client.read().status()).isEqualTo(413);
    }
  }

  @EachEngine
  void aSlowServerSlowsTheClientDown(Variant engine) throws Exception {
    AtomicLong sent = new AtomicLong();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  Await.pause(Duration.ofSeconds(20));
                });
        Server server = start(engine, other);
        Client client = server.connect()) {
      client.post("/proxy", 60_000_000);
      Background upload =
          Background.run(
              () -> {
                for (int i = 0; i < 1_200; i++) {
                  client.send(PIECE);
                  sent.addAndGet(PIECE.length);
                }
              });
      long[] before = {0};
      Await.until(
          "the client can send no more",
          () -> {
            Await.pause(Duration.ofMillis(100));
            long now = sent.get();
            boolean isStuck = now > 0 && now == before[0];
            before[0] = now;
            return isStuck;
          });
      assertThat(sent.get()).isBetween(1L, 30_000_000L);
      other.stop();
      upload.close();
    }
  }

  @EachEngine
  void theOtherServerNoticesThatTheClientLeavesWithinTheContent(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.readBytes(1_000);
                });
        Server server = start(engine, other)) {
      try (Client client = server.connect()) {
        client.post("/proxy", 1_000).send(new byte[500]);
        Await.until("it is asked", () -> other.connections() == 1);
      }
      Await.until("the other server is cut off", () -> other.ended() == 1);
    }
  }
}
