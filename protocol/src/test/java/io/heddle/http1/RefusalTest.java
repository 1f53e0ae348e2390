package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.exchange.Exchange;
import io.heddle.exchange.Settings;
import io.heddle.http.Body;
import io.heddle.http.ErrorPages;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.routing.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record of a refused request, and the page that its client gets. */
class RefusalTest {
  private static final String HOST = " HTTP/1.1\\r\\nHost: h\\r\\n";

  private static Settings settings(ErrorPages pages) {
    Body short10 = new Body.Stream(10, out -> out.write('x'));
    Handler refuses =
        request -> {
          throw new HttpException(Status.FORBIDDEN, "not for you");
        };
    Handler fails =
        request -> {
          throw new IllegalStateException("on purpose");
        };
    Handler isInterrupted =
        request -> {
          throw new InterruptedException();
        };
    Router router =
        Router.builder()
            .get("/", "home", request -> Response.text("home"))
            .post("/read", "read", r -> Response.text("" + r.body().readAllBytes().length))
            .get("/refuses", "refuses", refuses)
            .get("/fails", "fails", fails)
            .get("/interrupted", "interrupted", isInterrupted)
            .get("/writer", "writer", request -> Response.ok(MediaType.TEXT, short10))
            .get("/error", "error", r -> Response.error(Status.NOT_FOUND, "nothing"))
            .build();
    return Settings.of(
            head -> {
              if (head.path().contentEquals("/unroutable")) {
                throw new IllegalStateException("on purpose");
              }
              return router.route(head);
            })
        .with(pages);
  }

  /** Each source of errors: its status and the client's request. */
  private static Map<String, Consumer<Dialog>> origins() {
    Map<String, Consumer<Dialog>> origins = new LinkedHashMap<>();
    origins.put("400 line", play("GET\\r\\n\\r\\n"));
    origins.put("400 host", play("GET / HTTP/1.1\\r\\n\\r\\n"));
    origins.put("400 field", play("GET /" + HOST + "A b\\r\\n\\r\\n"));
    origins.put("400 early end", dialog -> dialog.play("GET / HT").cutOff());
    origins.put("400 chunks", chunks("x\\r\\n"));
    origins.put("400 trailers", chunks("0\\r\\nA b\\r\\n\\r\\n"));
    origins.put("403 handler", play("GET /refuses" + HOST + "\\r\\n"));
    origins.put("404 route", play("GET /missing" + HOST + "\\r\\n"));
    origins.put("404 answer", play("GET /error" + HOST + "\\r\\n"));
    origins.put("405", play("PUT /" + HOST + "Content-Length: 0\\r\\n\\r\\n"));
    origins.put("408", dialog -> dialog.play("GET / HT").expire());
    origins.put("413", play("POST /read" + HOST + "Content-Length: 999999999\\r\\n\\r\\n"));
    origins.put("413 chunks", chunks("FFFFFFF\\r\\n"));
    origins.put("414", play("GET /{9000*x}" + HOST + "\\r\\n"));
    origins.put("417", play("GET /" + HOST + "Expect: x\\r\\n\\r\\n"));
    origins.put("431", play("GET /" + HOST + "{200*A: b\\r\\n}\\r\\n"));
    origins.put("431 trailers", chunks("0\\r\\n{200*A: b\\r\\n}\\r\\n"));
    origins.put("500 handler", play("GET /fails" + HOST + "\\r\\n"));
    origins.put("500 writer", play("GET /writer" + HOST + "\\r\\n"));
    origins.put("500 route", play("GET /unroutable" + HOST + "\\r\\n"));
    origins.put("501 method", play("CONNECT h:1" + HOST + "\\r\\n"));
    origins.put("501 coding", play("POST /" + HOST + "Transfer-Encoding: x, chunked\\r\\n\\r\\n"));
    origins.put("503 interrupt", play("GET /interrupted" + HOST + "\\r\\n"));
    origins.put(
        "503 engine",
        dialog -> {
          dialog.connection.refuse(new HttpException(Status.SERVICE_UNAVAILABLE, "too many"));
          dialog.run();
        });
    origins.put("505", play("GET / HTTP/2.0\\r\\n\\r\\n"));
    return origins;
  }

  private static Consumer<Dialog> play(String request) {
    return dialog -> dialog.play(request);
  }

  private static Consumer<Dialog> chunks(String body) {
    return play("POST /read" + HOST + "Transfer-Encoding: chunked\\r\\n\\r\\n" + body);
  }

  private static int status(String origin) {
    return Integer.parseInt(origin.substring(0, 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyErrorHasThePageOfTheSite(boolean waits) {
    origins()
        .forEach(
            (origin, play) -> {
              List<Optional<RequestHead>> asked = new ArrayList<>();
              ErrorPages pages =
                  (error, head, _) -> {
                    asked.add(head);
                    return error.with(Body.text("PAGE " + error.reason().isPresent()));
                  };
              Dialog dialog = Dialog.by(settings(pages), waits);
              play.accept(dialog);
              assertThat(dialog.answers()).as(origin).hasSize(1);
              Answers.Answer answer = dialog.answers().getFirst();
              assertThat(answer.status()).as(origin).isEqualTo(status(origin));
              assertThat(answer.content()).as(origin).isEqualTo("PAGE true");
              assertThat(asked).as(origin).hasSize(1);
              assertThat(dialog.statuses).as(origin).containsExactly(status(origin));
              assertThat(dialog.contentBytes).as(origin).containsExactly(9L);
              assertThat(dialog.failures).as(origin).hasSize(origin.startsWith("500") ? 1 : 0);
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageThatFailsIsReportedAndReplacedByText(boolean waits) {
    IllegalStateException failure = new IllegalStateException("no page");
    origins()
        .forEach(
            (origin, play) -> {
              Dialog dialog =
                  Dialog.by(
                      settings(
                          (error, head, _) -> {
                            throw failure;
                          }),
                      waits);
              play.accept(dialog);
              Answers.Answer answer = dialog.answers().getFirst();
              assertThat(answer.status()).as(origin).isEqualTo(status(origin));
              assertThat(answer.content()).as(origin).startsWith(status(origin) + " ");
              assertThat(dialog.failures).as(origin).contains(failure);
              assertThat(dialog.exchange().failure()).as(origin).isSameAs(failure);
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aConnectionBeyondTheMemoryIsAnswered503(boolean waits) {
    Dialog dialog =
        Dialog.withoutMemory(settings((error, _, _) -> error.with(Body.text("full"))), waits);
    dialog.play("GET /x" + HOST + "\\r\\n");
    assertThat(dialog.statuses).containsExactly(503);
    assertThat(dialog.answers().getFirst().content()).isEqualTo("full");
    assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
    assertThat(dialog.exchange().refusedLine()).isEqualTo("GET /x HTTP/1.1");
    dialog.cutOff();
    assertThat(dialog.protocol.bufferBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRefusalOfHeadHasNoContent(boolean waits) {
    String[] requests = {
      "HEAD / HTTP/1.1\\r\\n\\r\\n",
      "HEAD / HTTP/2.0\\r\\n\\r\\n",
      "HEAD /x y\\r\\n",
      "HEAD /unroutable" + HOST + "\\r\\n"
    };
    for (String request : requests) {
      for (Dialog dialog :
          new Dialog[] {
            Dialog.by(settings(ErrorPages.TEXT), waits),
            Dialog.withoutMemory(settings(ErrorPages.TEXT), waits)
          }) {
        dialog.play(request);
        assertThat(dialog.statuses).as(request).hasSize(1);
        assertThat(dialog.contentBytes).as(request).containsExactly(0L);
        assertThat(dialog.client.text()).as(request).endsWith("\\r\\n\\r\\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientWithoutARequestIsNotAnswered(boolean waits) {
    Dialog dialog = Dialog.withoutMemory(settings(ErrorPages.TEXT), waits);
    dialog.cutOff();
    assertThat(dialog.statuses).isEmpty();
    assertThat(dialog.client.received()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageKeepsTheConnectionsEnd(boolean waits) {
    Dialog dialog =
        Dialog.by(settings((error, _, _) -> Response.text("page").with(error.status())), waits);
    dialog.play("GET /interrupted" + HOST + "\\r\\n");
    assertThat(dialog.answers().getFirst().field("Connection")).contains("close");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET                          | GET\\r\\n\\r\\n",
        "G<T / HTTP/1.1               | G<T / HTTP/1.1\\r\\n\\r\\n",
        "GET / HTTP/1.1               | GET / HTTP/1.1\\r\\n\\r\\n",
        "GET / HTTP/1.1               | GET / HTTP/1.1\\n",
        "GET / HTTP/1.1               | \\r\\nGET / HTTP/1.1\\r\\nHost: h\\r\\nA b\\r\\n",
        "GET / HTTP/2.0               | GET / HTTP/2.0\\r\\n",
        "GET x HTTP/1.1               | GET x HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n",
        "CONNECT h:1 HTTP/1.1         | CONNECT h:1 HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n",
        "GET / HTTP/1.1               | GET / HTTP/1.1\\r\\nHost: h\\r\\nExpect: x\\r\\n\\r\\n",
        "GET / HTTP/1.1               | GET / HTTP/1.1\\r\\n{200*A: b\\r\\n}\\r\\n",
        "GET / HTTP/1.1               | GET / HTTP/1.1\\r\\nA: {40000*x}\\r\\n\\r\\n",
        "GET / HT                     | GET / HT",
        "''                           | \\r"
      })
  void theLineIsRecordedAsFarAsItWasRead(String line, String request) {
    for (boolean waits : new boolean[] {true, false}) {
      for (int piece : new int[] {1, 100_000}) {
        Dialog dialog = Dialog.toSamples(waits);
        byte[] octets = Visible.octets(request);
        for (int from = 0; from < octets.length; from += piece) {
          dialog.client.sends(
              Arrays.copyOfRange(octets, from, Math.min(octets.length, from + piece)));
        }
        dialog.run();
        dialog.cutOff();
        Exchange exchange = dialog.exchange();
        assertThat(exchange.isRefused()).isTrue();
        assertThat(exchange.head()).isEmpty();
        assertThat(line).startsWith(exchange.refusedLine());
        if (piece > 1) {
          assertThat(exchange.refusedLine()).isEqualTo(line);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLineOfALongTargetIsRecordedInPart(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET /{20000*x} HTTP/1.1\\r\\n");
    assertThat(dialog.statuses).containsExactly(414);
    assertThat(dialog.exchange().refusedLine()).startsWith("GET /xxx").hasSizeBetween(8_000, 9_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLineIsThatOfTheRefusedRequestAlone(boolean waits) {
    Dialog dialog = Dialog.toSamples(waits).play("GET /now" + HOST + "\\r\\nBAD\\r\\n");
    assertThat(dialog.statuses).containsExactly(200, 400);
    assertThat(dialog.exchange().refusedLine()).isEqualTo("BAD");
    assertThat(dialog.exchange().id().place()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aViolationWrappedByAHandlerIsStillTheClientsFault(boolean waits) {
    Handler handler =
        request -> {
          try {
            return Response.text("" + request.body().readAllBytes().length);
          } catch (HttpException e) {
            throw new IllegalStateException("cannot read", e);
          }
        };
    Dialog dialog = Dialog.to(handler, waits);
    dialog.play("POST /" + HOST + "Transfer-Encoding: chunked\\r\\n\\r\\nx\\r\\n");
    assertThat(dialog.statuses).containsExactly(400);
    assertThat(dialog.failures).isEmpty();
    assertThat(dialog.refusals).hasSize(1);
  }
}
