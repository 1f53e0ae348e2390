package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.content.HtmlErrorPages;
import io.heddle.http.Body;
import io.heddle.http.HttpException;
import io.heddle.http.Limits;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Site;
import io.heddle.http.Status;
import io.heddle.http1.Answers.Answer;
import io.heddle.routing.Router;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of every origin get the site's error pages. */
class ErrorPagesTest {
  private static final Site SITE =
      Router.builder()
          .get(
              "/refuses",
              "refuses",
              request -> {
                throw new HttpException(Status.FORBIDDEN, "not for <you>");
              })
          .get("/answers", "answers", request -> Response.error(Status.NOT_FOUND, "none here"))
          .get(
              "/fails",
              "fails",
              request -> {
                throw new IllegalStateException("on purpose");
              })
          .get(
              "/interrupted",
              "interrupted",
              request -> {
                throw new InterruptedException();
              })
          .post("/reads", "reads", request -> Response.text("" + request.body().read()))
          .get("/own", "own", request -> Response.of(Status.NOT_FOUND).with(own()))
          .build();

  private static Body own() {
    return Body.text("own page");
  }

  private static Dialog dialog(boolean waits) {
    Dialog dialog = new Dialog(SITE, Limits.STANDARD, waits, false);
    dialog.service.apply(dialog.service.settings().with(new HtmlErrorPages()));
    return dialog;
  }

  private static Answer ask(boolean waits, String line, String more) {
    String head = line + " HTTP/1.1\r\nHost: h\r\nAccept: text/html, */*;q=0.8\r\n";
    return dialog(waits).play(head + more).answers().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /refuses       | '\r\n'                        | 403 | not for &lt;you&gt;",
        "GET /answers       | '\r\n'                        | 404 | none here",
        "GET /nowhere       | '\r\n'                        | 404 | nothing is at this path",
        "POST /answers      | '\r\n'                        | 405 | allowed here: GET, HEAD, OPTIONS",
        "GET /fails         | '\r\n'                        | 500 | the server failed to handle this request",
        "GET /interrupted   | '\r\n'                        | 503 | the server took too long to handle this request",
        "POST /reads        | 'Content-Length: 99999999999\r\n\r\n' | 413 | content exceeds 67108864 bytes",
        "POST /reads        | 'Transfer-Encoding: chunked\r\n\r\nx\r\n' | 400 | chunk size is malformed",
      })
  void showErrorsOfEveryOrigin(String line, String more, int status, String reason) {
    for (boolean waits : new boolean[] {true, false}) {
      Answer answer = ask(waits, line, more);
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.content()).startsWith("<!doctype html>").contains(">" + reason + "</p>");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /refuses HTTP/1.1\\r\\nHost: h\\r\\n\\r\\n            | 403 Forbidden: not for <you>",
        "GET /refuses HTTP/1.1\\r\\nHost: h\\r\\nAccept: */*\\r\\n\\r\\n | 403 Forbidden: not for <you>",
        "GET / HTTP/1.1\\r\\nAccept: text/html\\r\\n\\r\\n         | 400 Bad Request: Host is missing",
        "GET / HTTP/1.1\\r\\nAccept: text/html\\r\\n :\\r\\n       | 400 Bad Request: a field line is folded",
      })
  void areTextForOtherClientsAndUnreadHeads(String request, String content) {
    String sent = request.replace("\\r", "\r").replace("\\n", "\n");
    Answer answer = dialog(true).play(sent).answers().getFirst();
    assertThat(answer.content()).isEqualTo(content + "\n");
  }

  @Test
  void leaveAHandlersOwnPageAlone() {
    assertThat(ask(true, "GET /own", "\r\n").content()).isEqualTo("own page");
  }

  @ParameterizedTest
  @CsvSource({"/refuses", "/nowhere", "/fails"})
  void haveTheSameLengthForHead(String path) {
    String fields = " HTTP/1.1\r\nHost: h\r\nAccept: text/html\r\n\r\n";
    Dialog get = dialog(false).play("GET " + path + fields);
    Dialog head = dialog(false).play("HEAD " + path + fields);
    assertThat(head.methods).containsExactly(Method.HEAD);
    assertThat(head.answers().getFirst().content()).isEmpty();
    String expected = get.client.text();
    assertThat(head.client.text())
        .contains("Content-Length: ")
        .isEqualTo(expected.substring(0, expected.indexOf("<!doctype")));
  }
}
