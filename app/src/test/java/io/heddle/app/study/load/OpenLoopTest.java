package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In an open loop every intended start is answered or counted as an error, however late. */
final class OpenLoopTest {
  private static Answer run(String url, int rate, String options) throws Exception {
    return Answer.to(
            """
            {"url":"%s","mode":"open","ratePerSecond":%d,"measureMillis":500,
             "requests":[{"target":"/"}],%s}
            """
                .formatted(url, rate, options)
                .replace("\n", " "))
        .result();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"connections\":1", "\"connections\":5,\"threads\":3"})
  void startsRequestsAtTheRate(String options) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 5))) {
      Answer answer = run(server.url(), 200, options);
      assertThat(answer.requests()).isEqualTo(100).isEqualTo(server.requests());
      assertThat(answer.responses()).isEqualTo(100);
      assertThat(answer.histogram("lateness").getTotalCount()).isEqualTo(100);
    }
  }

  @Test
  void doesNotCountTheWarmUp() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 5))) {
      Answer answer = run(server.url(), 200, "\"warmupMillis\":250");
      assertThat(answer.responses()).isEqualTo(100);
      assertThat(server.requests()).isEqualTo(150);
    }
  }

  @Test
  void randomArrivalsHaveTheSameRateAndRepeatWithTheSeed() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 5))) {
      String options = "\"connections\":9,\"arrivals\":\"poisson\",\"seed\":";
      long first = run(server.url(), 1000, options + 7).requests();
      assertThat(first).isBetween(400L, 600L);
      assertThat(run(server.url(), 1000, options + 7).requests()).isEqualTo(first);
      assertThat(run(server.url(), 1000, options + 8).requests()).isNotEqualTo(first);
    }
  }

  /** A server that stands still for a second makes about 100 requests late, not one. */
  @Test
  void requestsThatWaitForAStalledServerCountFromTheirIntendedStart() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                if (count.incrementAndGet() == 10) {
                  Thread.sleep(1_000);
                }
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      Answer answer = run(server.url(), 100, "\"connections\":1").result();
      Histogram latency = answer.histogram("latency");
      assertThat(answer.responses()).isEqualTo(50);
      assertThat(latency.getValueAtPercentile(99)).isGreaterThan(950_000_000);
      assertThat(latency.getValueAtPercentile(50)).isGreaterThan(500_000_000);
      Histogram lateness = answer.histogram("lateness");
      assertThat(lateness.getValueAtPercentile(50))
          .as("the generator itself was not late")
          .isLessThan(latency.getValueAtPercentile(50));
    }
  }

  private static final String SURGE =
      "\"connections\":20,\"warmupMillis\":200,"
          + "\"surge\":{\"restRatePerSecond\":100,\"afterMillis\":200,\"sliceMillis\":100}";

  private static List<Long> ofSlices(Answer answer, String member) {
    List<Long> values = new ArrayList<>();
    answer.json().path("slices").forEach(slice -> values.add(slice.path(member).longValue()));
    return values;
  }

  /** Of 500 ms of surge, only its own requests count; the slices have all. */
  @Test
  void aSurgeIsMeasuredAndItsSurroundingsAreSeen() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 5))) {
      Answer answer = run(server.url(), 400, SURGE).result();
      assertThat(answer.requests()).isEqualTo(200);
      assertThat(server.requests()).isEqualTo(240);
      List<Long> started = List.of(10L, 10L, 40L, 40L, 40L, 40L, 40L, 10L, 10L);
      assertThat(ofSlices(answer, "started")).isEqualTo(started);
      assertThat(ofSlices(answer, "served")).isEqualTo(started);
      assertThat(ofSlices(answer, "arrived").stream().mapToLong(n -> n).sum()).isEqualTo(240);
      assertThat(ofSlices(answer, "medianNanos")).allMatch(n -> n > 0);
    }
  }

  /** The first 80 requests are served; then 40 are refused, and the others have no answer. */
  @Test
  void aRequestThatIsNotServedTakesForever() throws Exception {
    AtomicInteger count = new AtomicInteger();
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                int number = count.incrementAndGet();
                if (number <= 120) {
                  peer.answer(ScriptedServer.response(number > 80 ? 503 : 200, 0));
                }
              }
            })) {
      Answer answer = run(server.url(), 400, SURGE + ",\"timeoutMillis\":3000").result();
      assertThat(ofSlices(answer, "served").stream().mapToLong(n -> n).sum()).isEqualTo(80);
      assertThat(ofSlices(answer, "started").stream().mapToLong(n -> n).sum()).isEqualTo(240);
      assertThat(answer.json().path("slices").path(2).path("medianNanos").isIntegralNumber())
          .isTrue();
      for (int slice : List.of(4, 5, 8)) {
        assertThat(answer.json().path("slices").path(slice).path("medianNanos").isNull()).isTrue();
      }
    }
  }

  @Test
  void aServersDelayIsPartOfBothTimes() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                Thread.sleep(50);
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      Answer answer = run(server.url(), 20, "\"connections\":4");
      assertThat(answer.histogram("serviceTime").getMinValue()).isGreaterThan(49_000_000);
      assertThat(answer.histogram("latency").getMinValue()).isGreaterThan(49_000_000);
    }
  }

  /** The server vanishes in the middle: what was to start then is not forgotten. */
  @Test
  void startsDuringAnOutageAreErrors() throws Exception {
    AtomicInteger count = new AtomicInteger();
    ScriptedServer[] self = new ScriptedServer[1];
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                int number = count.incrementAndGet();
                if (number == 20) {
                  self[0].close();
                }
                if (number >= 20) {
                  return;
                }
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      self[0] = server;
      Answer answer = run(server.url(), 100, "\"connections\":2,\"timeoutMillis\":2000");
      assertThat(answer.requests()).isEqualTo(50);
      assertThat(answer.responses()).isLessThan(20);
      assertThat(answer.errors(Failure.CONNECT)).isGreaterThan(10);
    }
  }

  /** Nobody is told of a connection that ends while it is idle; a request may come just then. */
  @Test
  void idleConnectionsThatEndAreReplaced() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              if (peer.read() != null) {
                peer.answer(ScriptedServer.response(200, 0));
                Thread.sleep(20);
              }
            })) {
      Answer answer = run(server.url(), 10, "\"connections\":1");
      assertThat(answer.requests()).isEqualTo(5);
      assertThat(answer.responses()).isGreaterThan(1).isEqualTo(server.answers());
      assertThat(server.connections()).isGreaterThanOrEqualTo(server.answers());
    }
  }

  @Test
  void requestsThatCannotBeSentInTimeFail() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                Thread.sleep(1_000);
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      Answer answer = run(server.url(), 100, "\"connections\":1,\"timeoutMillis\":2000");
      assertThat(answer.requests()).isEqualTo(50);
      assertThat(answer.errors(Failure.TIMEOUT)).isGreaterThan(20);
    }
  }

  @Test
  void aConnectionThatCannotBeOpenedIsAnErrorOfTheJob() throws Exception {
    String url;
    try (ServerSocket taken = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + taken.getLocalPort();
    }
    Answer answer =
        Answer.to(
            """
            {"url":"%s","mode":"open","ratePerSecond":10,"measureMillis":100,
             "requests":[{"target":"/"}]}
            """
                .formatted(url));
    assertThat(answer.error()).contains("cannot connect to " + url).contains("refused");
  }
}
