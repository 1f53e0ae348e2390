package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A closed loop counts exactly what its server has done. */
final class ClosedLoopTest {
  private static Answer run(ScriptedServer server, String options) throws Exception {
    return run(server, 300, options);
  }

  private static Answer run(ScriptedServer server, int measureMillis, String options)
      throws Exception {
    return Answer.to(
            """
            {"url":"%s","mode":"closed","measureMillis":%d,%s}
            """
                .formatted(server.url(), measureMillis, options))
        .result();
  }

  private static final String GET = "\"requests\":[{\"target\":\"/\"}]";

  @ParameterizedTest
  @ValueSource(strings = {"\"threads\":1", "\"threads\":2", "\"pipeline\":3", "\"threads\":3"})
  void countsEachRequestOnce(String options) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 5))) {
      Answer answer = run(server, "\"connections\":4," + options + "," + GET);
      assertThat(answer.responses()).isPositive().isEqualTo(server.requests());
      assertThat(answer.status(200)).isEqualTo(answer.responses());
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @Test
  void doesNotCountTheWarmUp() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 5))) {
      Answer answer = run(server, "\"warmupMillis\":200," + GET);
      assertThat(answer.responses()).isPositive().isLessThan(server.requests());
    }
  }

  /** Requests of 100 ms that all began at once would also all end at once. */
  @Test
  void clientsDoNotBeginInStep() throws Exception {
    ConcurrentLinkedQueue<Long> begun = new ConcurrentLinkedQueue<>();
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              for (String head = peer.read(); head != null; head = peer.read()) {
                begun.add(System.nanoTime());
                Thread.sleep(1_000);
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      run(server, 200, "\"connections\":8,\"warmupMillis\":1000," + GET);
      List<Long> first = begun.stream().limit(8).toList();
      assertThat(first.getLast() - first.getFirst()).isGreaterThan(250_000_000L);
    }
  }

  @Test
  void saysIfRequestsTakeTooLongForTheWindow() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              for (String head = peer.read(); head != null; head = peer.read()) {
                Thread.sleep(60);
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      assertThat(run(server, 100, GET).limit())
          .contains("responses while it was measured, fewer than 3", "measure longer");
      assertThat(run(server, 600, GET).limit()).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 503 Busy\r\nContent-Length: 3\r\n\r\nout"
      })
  void readsEachKindOfAnswer(String response) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      Answer answer = run(server, GET);
      assertThat(answer.responses()).isPositive().isEqualTo(server.requests());
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void knowsThatHeadHasNoContent() throws Exception {
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      Answer answer = run(server, "\"requests\":[{\"method\":\"HEAD\",\"target\":\"/\"}]");
      assertThat(answer.responses()).isPositive().isEqualTo(server.requests());
    }
  }

  /** The content ends with the connection, so each request needs a connection. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\n\r\nuntil close",
        "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello"
      })
  void opensAnotherConnectionAfterTheLastAnswer(String response) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              if (peer.read() != null) {
                peer.answer(response);
              }
            })) {
      Answer answer = run(server, GET);
      assertThat(answer.responses()).isGreaterThan(1).isEqualTo(server.requests());
      assertThat(server.connections()).isBetween(server.answers(), server.answers() + 1);
    }
  }

  @Test
  void replacesAConnectionAfterSoManyRequests() throws Exception {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              int count = 0;
              for (String head = peer.read(); head != null; head = peer.read()) {
                boolean isLast = head.contains("Connection: close");
                count++;
                if (isLast != (count == 3)) {
                  seen.add(count + ": " + head);
                }
                peer.answer(ScriptedServer.response(200, 0));
                if (isLast) {
                  return;
                }
              }
            })) {
      Answer answer = run(server, "\"requestsPerConnection\":3," + GET);
      assertThat(answer.responses()).isGreaterThan(3).isEqualTo(server.requests());
      assertThat(seen).isEmpty();
      assertThat(server.connections()).isGreaterThanOrEqualTo(server.answers() / 3);
    }
  }

  @Test
  void countsConnectionsThatEndBeforeTheAnswer() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              if (peer.read() != null) {
                peer.answer(ScriptedServer.response(200, 0));
                peer.read();
                peer.close();
              }
            })) {
      Answer answer = run(server, GET);
      assertThat(answer.responses()).isPositive().isEqualTo(server.answers());
      assertThat(answer.errors(Failure.UNANSWERED)).isEqualTo(answer.requests() - server.answers());
    }
  }

  @Test
  void countsHalfAnAnswerAsNone() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              if (peer.read() != null) {
                peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
                peer.close();
              }
            })) {
      Answer answer = run(server, GET);
      assertThat(answer.errors(Failure.UNANSWERED)).isPositive().isEqualTo(server.closings());
      assertThat(answer.responses()).isZero();
    }
  }

  @Test
  void countsResets() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              if (peer.read() != null) {
                peer.reset();
              }
            })) {
      Answer answer = run(server, GET);
      assertThat(answer.errors(Failure.RESET)).isPositive().isEqualTo(server.closings());
      assertThat(answer.responses()).isZero();
    }
  }

  @Test
  void countsAnswersThatAreNotHttp() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering("HTTP/9.9 what?\r\n\r\n")) {
      Answer answer = run(server, GET);
      assertThat(answer.errors(Failure.MALFORMED)).isPositive().isEqualTo(server.requests());
    }
  }

  @Test
  void countsRequestsThatWaitTooLong() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                // does not answer
              }
            })) {
      Answer answer = run(server, "\"timeoutMillis\":50,\"pipeline\":2," + GET);
      assertThat(answer.errors(Failure.TIMEOUT)).isPositive().isEqualTo(answer.requests());
    }
  }

  @Test
  void takesALateAnswerAfterTheMeasurement() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              while (peer.read() != null) {
                Thread.sleep(600);
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      Answer answer = run(server, "\"connections\":3," + GET);
      assertThat(answer.responses()).isEqualTo(3);
      assertThat(answer.histogram("latency").getMinValue()).isGreaterThan(590_000_000);
      assertThat(answer.json().path("responsesPerSecond").doubleValue()).isZero();
    }
  }

  /** The server answers only when three requests have arrived. */
  @Test
  void sendsRequestsBeforeTheAnswersOfEarlierOnes() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              String response = ScriptedServer.response(200, 2);
              int waiting = 0;
              while (peer.read() != null) {
                waiting++;
                if (waiting == 3) {
                  peer.answer(response + response + response);
                  waiting = 0;
                }
              }
            })) {
      Answer answer = run(server, "\"pipeline\":3,\"timeoutMillis\":500," + GET);
      assertThat(answer.responses()).isPositive();
    }
  }

  @Test
  void takesTheAnswerThatAServerGivesEachNewConnection() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              peer.send("HTTP/1.1 503 Full\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
              peer.read();
            })) {
      Answer answer = run(server, GET);
      assertThat(answer.status(503)).isPositive().isEqualTo(answer.responses());
    }
  }

  @Test
  void readsSlowly() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 50_000))) {
      Answer answer =
          run(server, "\"requests\":[{\"target\":\"/\",\"readBytesPerSecond\":100000}]");
      assertThat(answer.responses()).isPositive();
      assertThat(answer.histogram("serviceTime").getMinValue()).isGreaterThan(400_000_000);
    }
  }

  @Test
  void writesSlowly() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 0))) {
      Answer answer =
          run(
              server,
              """
              "requests":[{"method":"POST","target":"/","bodyBytes":50000,
                           "writeBytesPerSecond":100000}]
              """);
      assertThat(answer.responses()).isPositive();
      assertThat(answer.histogram("serviceTime").getMinValue()).isGreaterThan(400_000_000);
    }
  }

  @Test
  void sendsContentOfAnySize() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 300_000))) {
      Answer answer =
          run(
              server,
              "\"requests\":[{\"method\":\"POST\",\"target\":\"/\",\"bodyBytes\":1000000}]");
      assertThat(answer.responses()).isPositive().isEqualTo(server.requests());
    }
  }

  @Test
  void keepsResultsApartByLabelAndLeavesOutWhatIsNotMeasured() throws Exception {
    AtomicInteger slow = new AtomicInteger();
    try (ScriptedServer server =
        new ScriptedServer(
            peer -> {
              for (String head = peer.read(); head != null; head = peer.read()) {
                slow.addAndGet(head.startsWith("GET /slow") ? 1 : 0);
                peer.answer(ScriptedServer.response(200, 0));
              }
            })) {
      Answer answer =
          run(
              server,
              """
              "connections":2,"requests":[
                {"target":"/a","label":"a"},
                {"target":"/b","label":"b","weight":3},
                {"target":"/slow","label":"slow","measured":false}]
              """);
      long a = answer.label("a").getTotalCount();
      long b = answer.label("b").getTotalCount();
      assertThat(answer.responses()).isEqualTo(a + b).isEqualTo(server.requests() - slow.get());
      assertThat(a).isPositive();
      assertThat(b).isPositive();
      assertThat(answer.label("slow").getTotalCount()).isLessThanOrEqualTo(slow.get());
    }
  }

  @Test
  void connectsManyClients() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(ScriptedServer.response(200, 0))) {
      Answer answer = run(server, "\"connections\":500,\"threads\":2," + GET);
      assertThat(answer.responses()).isGreaterThanOrEqualTo(500).isEqualTo(server.requests());
      assertThat(server.connections()).isEqualTo(500);
    }
  }
}
