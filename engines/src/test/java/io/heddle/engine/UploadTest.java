package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** Request content in every framing, at the pace of the slower side. */
class UploadTest {
  private static final int PIECE_BYTES = 64 << 10;

  @EachEngine
  void readsContentOfKnownLength(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (int size : new int[] {0, 1, 100, 5_000, 16_384, 16_385, 200_000, 3}) {
        for (String target : new String[] {"/count", "/gather", "/echo"}) {
          client.post(target, size).send(Pattern.bytes(size));
          check(client.read(), target, size);
        }
      }
    }
  }

  @EachEngine
  void readsChunkedContent(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String target : new String[] {"/count", "/gather", "/echo"}) {
        int size = 0;
        client.postChunked(target);
        for (int chunk : new int[] {1, 17, 4_096, 70_000, 2, 16_384}) {
          byte[] all = Pattern.bytes(size + chunk);
          client.sendChunk(Arrays.copyOfRange(all, size, size + chunk));
          size += chunk;
        }
        check(client.send("0\n\n").read(), target, size);
      }
    }
  }

  private static void check(Reply reply, String target, int size) {
    assertThat(reply.status()).isEqualTo(200);
    if (target.equals("/count")) {
      assertThat(reply.text()).isEqualTo(size + " right");
    } else {
      assertThat(reply.body()).isEqualTo(Pattern.bytes(size));
    }
  }

  @EachEngine
  void readsContentThatArrivesByteByByte(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      byte[] request =
          """
          POST /gather HTTP/1.1
          Host: test
          Content-Length: 5

          helloPOST /count HTTP/1.1
          Host: test
          Transfer-Encoding: chunked

          1;x=y
          \u0000
          0

          """
              .replace("\n", "\r\n")
              .getBytes(StandardCharsets.ISO_8859_1);
      for (byte octet : request) {
        client.send(new byte[] {octet});
      }
      assertThat(client.read().text()).isEqualTo("hello");
      assertThat(client.read().text()).isEqualTo("1 right");
    }
  }

  @EachEngine
  void sends100WhenTheHandlerReadsTheContent(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      for (String target : new String[] {"/count", "/gather"}) {
        expect(client, target);
        assertThat(client.read().status()).isEqualTo(100);
        client.send(Pattern.bytes(1_000));
        check(client.read(), target, 1_000);
      }
    }
  }

  @EachEngine
  void sends100OnlyWhileTheClientWaitsForIt(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      String head = "POST /count HTTP/1.1\nHost: test\nContent-Length: 3\n";
      client.send(head + "Expect: 100-continue\n\nabc");
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  private static void expect(Client client, String target) throws IOException {
    client.send(
        "POST %s HTTP/1.1\nHost: test\nContent-Length: 1000\nExpect: 100-continue\n\n"
            .formatted(target));
  }

  @EachEngine
  void refusesExpectedContentWithoutA100(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      expect(client, "/nothing");
      Reply reply = client.read();
      assertThat(reply.status()).isEqualTo(404);
      assertThat(reply.closes()).isTrue();
      client.expectEnd();
    }
  }

  @EachEngine
  void echoesMoreThanAnyBufferHolds(Variant engine) throws Exception {
    long total = 64L << 20;
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.post("/echo", total);
      try (Background sending =
          Background.run(() -> sendPattern(client, total, new AtomicLong()))) {
        client.readHead();
        long got = 0;
        while (got < total) {
          int size = client.readChunkSize();
          byte[] chunk = client.readBytes(size);
          assertThat(Pattern.mismatch(chunk, size, got)).isEqualTo(-1);
          client.readBytes(2);
          got += size;
        }
        assertThat(client.readChunkSize()).isZero();
        client.readBytes(2);
        sending.join();
      }
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  private static void sendPattern(Client client, long total, AtomicLong sent) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (long at = 0; at < total; at += PIECE_BYTES) {
      int count = (int) Math.min(PIECE_BYTES, total - at);
      Pattern.fill(piece, count, at);
      client.send(piece, count);
      sent.addAndGet(count);
    }
  }

  /** Waits until nothing has been sent for a while, perhaps because everything is sent. */
  private static void awaitStall(AtomicLong sent) {
    long before = -1;
    for (long now = sent.get(); now != before || now == 0; now = sent.get()) {
      before = now;
      Await.pause(Duration.ofMillis(150));
    }
  }

  @EachEngine
  void stallsTheClientWhileTheHandlerDoesNotRead(Variant engine) throws Exception {
    long total = 64L << 20;
    AtomicLong sent = new AtomicLong();
    try (Server server = engine.server().maxBody(total).start();
        Client client = server.connect()) {
      client.post("/gate", total);
      try (Background sending = Background.run(() -> sendPattern(client, total, sent))) {
        Await.until("the handler runs", () -> server.site().atGate() == 1);
        awaitStall(sent);
        assertThat(server.recorder().received()).as("read ahead").isLessThan(64 << 10);
        assertThat(sent.get()).as("sent into a stalled connection").isLessThan(total / 2);
        server.site().open();
        assertThat(client.read().text()).isEqualTo(total + " right");
        sending.join();
      }
    }
  }

  @EachEngine
  void stallsTheClientThatDoesNotReadItsEcho(Variant engine) throws Exception {
    long total = 64L << 20;
    AtomicLong sent = new AtomicLong();
    try (Server server = engine.server().maxBody(total).start();
        Client client = server.connectWithReceiveBuffer(8 << 10)) {
      client.post("/echo", total);
      try (Background sending = Background.run(() -> sendPattern(client, total, sent))) {
        awaitStall(sent);
        assertThat(sending.isDone()).isFalse();
        assertThat(sent.get()).as("sent into a stalled connection").isLessThan(total / 2);
        assertThat(server.recorder().received()).isLessThan(total / 2);
      }
    }
  }

  @EachEngine
  void skipsALittleUnreadContent(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.post("/ignore", 30_000).send(Pattern.bytes(30_000));
      Reply reply = client.read();
      assertThat(reply.text()).isEqualTo("ignored");
      assertThat(reply.closes()).isFalse();
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }
}
