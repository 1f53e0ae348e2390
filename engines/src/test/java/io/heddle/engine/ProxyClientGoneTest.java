package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the server behind a proxy notices of a client that leaves. */
class ProxyClientGoneTest {
  /** A server that pauses no longer than this is far from the limit of 5 seconds. */
  private static final long PACE_NANOS = Duration.ofMillis(2_500).toNanos();

  @EachEngine
  void theOtherServerIsToldWhenTheClientLeaves(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                  while (true) {
                    peer.send("3\nabc\n");
                    Await.pause(Duration.ofMillis(5));
                  }
                });
        Server server = engine.server().route("/proxy", other.proxy()).start()) {
      try (Client client = server.connect()) {
        client.get("/proxy").readHead();
      }
      Await.until("the other server is told", () -> other.ended() == 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void onALoopTheServerIsToldEvenBeforeItAnswers(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.readHead();
                });
        Server server =
            engine
                .server()
                .idleTimeout(Duration.ofSeconds(1))
                .route("/proxy", other.proxy())
                .start()) {
      try (Client client = server.connect()) {
        client.get("/proxy");
        Await.until("it is asked", () -> other.connections() == 1);
      }
      Await.until("the other server is told", () -> other.ended() == 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EPOLL_POOL", "EPOLL_VIRTUAL"})
  void onALoopTheServerIsToldEvenWhileItPausesWithinItsAnswer(Variant engine) throws Exception {
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n3\none\n");
                  peer.readHead();
                });
        Server server = engine.server().route("/proxy", other.proxy()).start()) {
      try (Client client = server.connect()) {
        client.get("/proxy").readHead();
        client.readBytes("3\r\none\r\n".length());
      }
      Await.until("the other server is told", () -> other.ended() == 1);
    }
  }

  /** It may still read. A run in which the other server is too late itself proves nothing. */
  @EachEngine
  void aClientThatHasEndedItsInputGetsTheRestOfTheAnswer(Variant engine) throws Exception {
    boolean isProved = getsTheRest(engine);
    while (!isProved) {
      isProved = getsTheRest(engine);
    }
  }

  /** Whether it gets it; false if it does not, because the pauses of the other server were long. */
  private static boolean getsTheRest(Variant engine) throws Exception {
    AtomicLong longestNanos = new AtomicLong();
    try (OtherServer other =
            new OtherServer(
                peer -> {
                  peer.readHead();
                  peer.send("HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n");
                  for (int i = 0; i < 3; i++) {
                    long start = System.nanoTime();
                    Await.pause(Duration.ofMillis(1_200));
                    longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
                    peer.send("3\none\n");
                  }
                  peer.send("0\n\n");
                });
        Server server = engine.server().route("/proxy", other.proxy()).start();
        Client client = server.connect()) {
      List<String> head = client.get("/proxy").readHead();
      client.shutdownOutput();
      try {
        assertThat(client.read(head).text()).isEqualTo("oneoneone");
        return true;
      } catch (IOException cutOff) {
        Await.until("the other server has ended", () -> other.ended() == 1);
        if (longestNanos.get() < PACE_NANOS) {
          throw cutOff;
        }
        return false;
      }
    }
  }
}
