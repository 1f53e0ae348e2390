package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Requests that are sent before the previous response has arrived (RFC 9112 section 9.3.2). */
class PipeliningTest {
  private static String get(String target) {
    return "GET " + target + " HTTP/1.1\nHost: test\n\n";
  }

  @EachEngine
  void answersInTheOrderOfTheRequests(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send(
          get("/slow?ms=80")
              + get("/ping")
              + get("/wait")
              + get("/slow?ms=10")
              + get("/bytes?n=3"));
      assertThat(client.read().text()).isEqualTo("slept");
      assertThat(client.read().text()).isEqualTo("pong");
      assertThat(client.read().text()).isEqualTo("waited");
      assertThat(client.read().text()).isEqualTo("slept");
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(3));
    }
  }

  @EachEngine
  void doesNotHoldBackAFastAnswerForASlowOneBehindIt(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send(get("/ping") + "POST /gate HTTP/1.1\nHost: test\nContent-Length: 0\n\n");
      assertThat(client.read().text()).isEqualTo("pong");
      server.site().open();
      assertThat(client.read().text()).isEqualTo("0 right");
    }
  }

  @EachEngine
  void doesNotHoldBackAFastAnswerForAStreamBehindIt(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send(get("/ping") + get("/gate-stream"));
      assertThat(client.read().text()).isEqualTo("pong");
      server.site().open();
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(3));
    }
  }

  @EachEngine
  void keepsBodiesOfEveryKindApart(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client
          .send(get("/file?from=7&n=70000") + get("/stream?n=9999") + get("/bytes?n=50000"))
          .send(get("/sized?n=12345") + get("/inline-stream?n=5000") + get("/ping"));
      byte[] file = client.read().body();
      assertThat(file).hasSize(70_000);
      assertThat(Pattern.mismatch(file, file.length, 7)).isEqualTo(-1);
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(9_999));
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(50_000));
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(12_345));
      assertThat(client.read().body()).isEqualTo(Pattern.bytes(5_000));
      assertThat(client.read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void servesThousandsInOneGo(Variant engine) throws Exception {
    int requests = 5_000;
    byte[] all =
        get("/ping").repeat(requests).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      try (Background sending = Background.run(() -> client.send(all))) {
        for (int i = 0; i < requests; i++) {
          assertThat(client.read().text()).isEqualTo("pong");
        }
        sending.join();
      }
    }
  }

  @EachEngine
  void servesThousandsThatWaitInOneGo(Variant engine) throws Exception {
    int requests = 2_000;
    String three = get("/wait") + get("/ping") + get("/stream?n=10");
    byte[] all =
        three.repeat(requests / 2).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      try (Background sending = Background.run(() -> client.send(all))) {
        for (int i = 0; i < requests / 2; i++) {
          assertThat(client.read().text()).isEqualTo("waited");
          assertThat(client.read().text()).isEqualTo("pong");
          assertThat(client.read().body()).isEqualTo(Pattern.bytes(10));
        }
        sending.join();
      }
    }
  }

  @EachEngine
  void stopsReadingWhenAnswersAreNotRead(Variant engine) throws Exception {
    int requests = 4_000;
    byte[] all =
        get("/bytes?n=3000")
            .repeat(requests)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    try (Server server = engine.server().start();
        Client client = server.connectWithReceiveBuffer(4 << 10)) {
      try (Background sending = Background.run(() -> client.send(all))) {
        long answered = settled(server);
        assertThat(answered).as("answers although nobody reads").isLessThan(requests - 100);
        for (int i = 0; i < requests; i++) {
          assertThat(client.read().body()).hasSize(3_000);
        }
        sending.join();
      }
    }
  }

  /** Waits until the server stops answering. */
  private static long settled(Server server) {
    long before = -1;
    long now = server.recorder().responded();
    while (now != before || now == 0) {
      before = now;
      Await.pause(java.time.Duration.ofMillis(150));
      now = server.recorder().responded();
    }
    return now;
  }

  @EachEngine
  void answersTheRequestsBeforeAMalformedOne(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send(get("/ping") + get("/wait") + "NOT HTTP\n\n" + get("/ping"));
      assertThat(client.read().text()).isEqualTo("pong");
      assertThat(client.read().text()).isEqualTo("waited");
      Reply refusal = client.read();
      assertThat(refusal.status()).isEqualTo(400);
      assertThat(refusal.closes()).isTrue();
      client.expectEnd();
    }
  }

  @EachEngine
  void sendsReadyAnswersTogether(Variant engine) throws IOException {
    try (Server server = engine.server().start();
        Client client = server.connect()) {
      client.send(get("/ping").repeat(40));
      for (int i = 0; i < 40; i++) {
        assertThat(client.read().text()).isEqualTo("pong");
      }
      assertThat(server.recorder().writes()).as("writes for 40 answers").isLessThan(10);
    }
  }
}
