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
  private static final long WINDOW_MILLIS = 300;
  private static final int MAX_TIMES = 20;

  /** What a job has counted, and its server, which is closed. */
  private record Counted(Answer answer, ScriptedServer server) {}

  private static Counted run(ScriptedServer.Script script, String options) throws Exception {
    return run(1, script, options);
  }

  /**
   * Does a job; again, if this machine was too busy to send enough requests within the window.
   *
   * @param minRequests how many are enough, if every one of them counts
   */
  private static Counted run(int minRequests, ScriptedServer.Script script, String options)
      throws Exception {
    for (int time = 1; true; time++) {
      try (ScriptedServer server = new ScriptedServer(script)) {
        Answer answer = answer(server, options);
        if (answer.requests() >= minRequests || time == MAX_TIMES) {
          return new Counted(answer, server);
        }
      }
    }
  }

  private static Answer answer(ScriptedServer server, String options) throws Exception {
    return Answer.to(
            """
            {"url":"%s","mode":"closed","measureMillis":%d,%s}
            """
                .formatted(server.url(), WINDOW_MILLIS, options))
        .result();
  }

  /** One that answers only a few of its clients has a good throughput, and a good latency. */
  @Test
  void countsTheClientsThatGetNothing() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    ScriptedServer.Script script =
        peer -> {
          boolean answers = connections.incrementAndGet() > 3;
          while (peer.read() != null) {
            if (answers) {
              peer.answer(ScriptedServer.response(200, 5));
            }
          }
        };
    String options = "\"connections\":8,\"warmupMillis\":100,\"timeoutMillis\":2000,";
    Answer answer = run(script, options + GET).answer();
    assertThat(answer.responses()).isPositive();
    assertThat(answer.errors(Failure.TIMEOUT)).isZero();
    assertThat(answer.json().path("starvedClients").intValue()).isEqualTo(3);
  }

  @Test
  void aClientThatGetsItsResponseInTimeDoesNotStarve() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          while (peer.read() != null) {
            Thread.sleep(WINDOW_MILLIS / 2);
            peer.answer(ScriptedServer.response(200, 5));
          }
        };
    Answer answer = run(script, "\"connections\":4,\"warmupMillis\":100," + GET).answer();
    assertThat(answer.json().path("starvedClients").intValue()).isZero();
  }

  private static final String GET = "\"requests\":[{\"target\":\"/\"}]";

  @ParameterizedTest
  @ValueSource(strings = {"\"threads\":1", "\"threads\":2", "\"pipeline\":3", "\"threads\":3"})
  void countsEachRequestOnce(String options) throws Exception {
    ScriptedServer.Script script = ScriptedServer.always(ScriptedServer.response(200, 5));
    Counted counted = run(script, "\"connections\":4," + options + "," + GET);
    assertThat(counted.answer().responses()).isPositive().isEqualTo(counted.server().requests());
    assertThat(counted.answer().status(200)).isEqualTo(counted.answer().responses());
    assertThat(counted.server().connections()).isEqualTo(4);
  }

  @Test
  void doesNotCountTheWarmUp() throws Exception {
    ScriptedServer.Script script = ScriptedServer.always(ScriptedServer.response(200, 5));
    Counted counted = run(script, "\"warmupMillis\":2000," + GET);
    assertThat(counted.answer().responses()).isPositive().isLessThan(counted.server().requests());
  }

  /**
   * Requests of 100 ms that all began at once would also all end at once. They begin within three
   * seconds, so that they are not in step even if the generator stands still for two of these.
   */
  @Test
  void clientsDoNotBeginInStep() throws Exception {
    ConcurrentLinkedQueue<Long> begun = new ConcurrentLinkedQueue<>();
    ScriptedServer.Script script =
        peer -> {
          boolean isFirst = true;
          while (peer.read() != null) {
            if (isFirst) {
              begun.add(System.nanoTime());
              isFirst = false;
            }
            Thread.sleep(100);
            peer.answer(ScriptedServer.response(200, 0));
          }
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      answer(server, "\"connections\":8,\"warmupMillis\":6000," + GET);
    }
    List<Long> first = begun.stream().sorted().toList();
    assertThat(first).hasSize(8);
    assertThat(first.getLast() - first.getFirst()).isGreaterThan(250_000_000L);
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
    ScriptedServer.Script script = ScriptedServer.always(response);
    Counted counted = run(script, GET);
    assertThat(counted.answer().responses()).isPositive().isEqualTo(counted.server().requests());
    assertThat(counted.server().connections()).isEqualTo(1);
  }

  @Test
  void knowsThatHeadHasNoContent() throws Exception {
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    ScriptedServer.Script script = ScriptedServer.always(response);
    Counted counted = run(script, "\"requests\":[{\"method\":\"HEAD\",\"target\":\"/\"}]");
    assertThat(counted.answer().responses()).isPositive().isEqualTo(counted.server().requests());
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
    ScriptedServer.Script script =
        peer -> {
          if (peer.read() != null) {
            peer.answer(response);
          }
        };
    Counted counted = run(2, script, GET);
    assertThat(counted.answer().responses())
        .isGreaterThan(1)
        .isEqualTo(counted.server().requests());
    assertThat(counted.server().connections())
        .isBetween(counted.server().answers(), counted.server().answers() + 1);
  }

  @Test
  void replacesAConnectionAfterSoManyRequests() throws Exception {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    ScriptedServer.Script script =
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
        };
    Counted counted = run(4, script, "\"requestsPerConnection\":3," + GET);
    assertThat(counted.answer().responses())
        .isGreaterThan(3)
        .isEqualTo(counted.server().requests());
    assertThat(seen).isEmpty();
    assertThat(counted.server().connections())
        .isGreaterThanOrEqualTo(counted.server().answers() / 3);
  }

  @Test
  void countsConnectionsThatEndBeforeTheAnswer() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          if (peer.read() != null) {
            peer.answer(ScriptedServer.response(200, 0));
            peer.read();
            peer.close();
          }
        };
    Counted counted = run(2, script, GET);
    assertThat(counted.answer().responses()).isPositive().isEqualTo(counted.server().answers());
    assertThat(counted.answer().errors(Failure.UNANSWERED))
        .isPositive()
        .isEqualTo(counted.answer().requests() - counted.server().answers());
  }

  @Test
  void countsHalfAnAnswerAsNone() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          if (peer.read() != null) {
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
            peer.close();
          }
        };
    Counted counted = run(script, GET);
    assertThat(counted.answer().errors(Failure.UNANSWERED))
        .isPositive()
        .isEqualTo(counted.server().closings());
    assertThat(counted.answer().responses()).isZero();
  }

  @Test
  void countsResets() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          if (peer.read() != null) {
            peer.reset();
          }
        };
    Counted counted = run(script, GET);
    assertThat(counted.answer().errors(Failure.RESET))
        .isPositive()
        .isEqualTo(counted.server().closings());
    assertThat(counted.answer().responses()).isZero();
  }

  @Test
  void countsAnswersThatAreNotHttp() throws Exception {
    ScriptedServer.Script script = ScriptedServer.always("HTTP/9.9 what?\r\n\r\n");
    Counted counted = run(script, GET);
    assertThat(counted.answer().errors(Failure.MALFORMED))
        .isPositive()
        .isEqualTo(counted.server().requests());
  }

  @Test
  void countsRequestsThatWaitTooLong() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          while (peer.read() != null) {
            // does not answer
          }
        };
    Counted counted = run(script, "\"timeoutMillis\":2000,\"pipeline\":2," + GET);
    assertThat(counted.answer().errors(Failure.TIMEOUT))
        .isPositive()
        .isEqualTo(counted.answer().requests());
  }

  /** Each answer comes when the window is over. */
  private static final ScriptedServer.Script LATE =
      peer -> {
        while (peer.read() != null) {
          Thread.sleep(2 * WINDOW_MILLIS);
          peer.answer(ScriptedServer.response(200, 0));
        }
      };

  @Test
  void takesALateAnswerAfterTheMeasurement() throws Exception {
    Counted counted = run(3, LATE, "\"connections\":3," + GET);
    assertThat(counted.answer().responses()).isEqualTo(3);
    assertThat(counted.answer().histogram("latency").getMinValue()).isGreaterThan(590_000_000);
    assertThat(counted.answer().json().path("responsesPerSecond").doubleValue()).isZero();
  }

  /** A response per connection is too few; on a busy machine, another rule may be broken first. */
  @Test
  void saysThatTheFiguresDoNotShowTheServer() throws Exception {
    assertThat(run(LATE, GET).answer().limit()).isNotNull();
  }

  /** The server answers only when three requests have arrived. */
  @Test
  void sendsRequestsBeforeTheAnswersOfEarlierOnes() throws Exception {
    ScriptedServer.Script script =
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
        };
    Counted counted = run(script, "\"pipeline\":3," + GET);
    assertThat(counted.answer().responses()).isPositive();
  }

  @Test
  void takesTheAnswerThatAServerGivesEachNewConnection() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          peer.send("HTTP/1.1 503 Full\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
          peer.read();
        };
    Counted counted = run(script, GET);
    assertThat(counted.answer().status(503)).isPositive().isEqualTo(counted.answer().responses());
  }

  @Test
  void readsSlowly() throws Exception {
    ScriptedServer.Script script = ScriptedServer.always(ScriptedServer.response(200, 50_000));
    Counted counted =
        run(script, "\"requests\":[{\"target\":\"/\",\"readBytesPerSecond\":100000}]");
    assertThat(counted.answer().responses()).isPositive();
    assertThat(counted.answer().histogram("serviceTime").getMinValue()).isGreaterThan(400_000_000);
  }

  @Test
  void writesSlowly() throws Exception {
    ScriptedServer.Script script = ScriptedServer.always(ScriptedServer.response(200, 0));
    Counted counted =
        run(
            script,
            """
            "requests":[{"method":"POST","target":"/","bodyBytes":50000,
                         "writeBytesPerSecond":100000}]
            """);
    assertThat(counted.answer().responses()).isPositive();
    assertThat(counted.answer().histogram("serviceTime").getMinValue()).isGreaterThan(400_000_000);
  }

  @Test
  void sendsContentOfAnySize() throws Exception {
    ScriptedServer.Script script = ScriptedServer.always(ScriptedServer.response(200, 300_000));
    Counted counted =
        run(script, "\"requests\":[{\"method\":\"POST\",\"target\":\"/\",\"bodyBytes\":1000000}]");
    assertThat(counted.answer().responses()).isPositive().isEqualTo(counted.server().requests());
  }

  @Test
  void keepsResultsApartByLabelAndLeavesOutWhatIsNotMeasured() throws Exception {
    ScriptedServer.Script script =
        peer -> {
          for (String head = peer.read(); head != null; head = peer.read()) {
            if (head.startsWith("GET /slow")) {
              peer.send(ScriptedServer.response(200, 0)); // not among the server's answers
            } else {
              peer.answer(ScriptedServer.response(200, 0));
            }
          }
        };
    Counted counted =
        run(
            20,
            script,
            """
            "connections":2,"requests":[
              {"target":"/a","label":"a"},
              {"target":"/b","label":"b","weight":3},
              {"target":"/slow","label":"slow","measured":false}]
            """);
    long a = counted.answer().label("a").getTotalCount();
    long b = counted.answer().label("b").getTotalCount();
    assertThat(counted.answer().responses()).isEqualTo(a + b).isEqualTo(counted.server().answers());
    assertThat(a).isPositive();
    assertThat(b).isPositive();
    assertThat(counted.answer().label("slow").getTotalCount())
        .isLessThanOrEqualTo(counted.server().requests() - counted.server().answers());
  }

  @Test
  void connectsManyClients() throws Exception {
    ScriptedServer.Script script = ScriptedServer.always(ScriptedServer.response(200, 0));
    Counted counted = run(500, script, "\"connections\":500,\"threads\":2," + GET);
    assertThat(counted.answer().responses())
        .isGreaterThanOrEqualTo(500)
        .isEqualTo(counted.server().requests());
    assertThat(counted.server().connections()).isEqualTo(500);
  }
}
