package io.heddle.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Blocking;
import io.heddle.http.Handler;
import io.heddle.http.Limits;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Site;
import io.heddle.http.Status;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connection takes from a route: its content limit, and how long its handler may block. */
class RouteLimitsTest {
  private static final Limits SERVER = new Limits(8_000, 8_000, 10, 5);

  private static final Site SITE =
      Router.builder()
          .post("/usual", "usual", RouteLimitsTest::read)
          .on(Method.POST, "/more", "more", RouteLimitsTest::read, limit(10))
          .on(Method.POST, "/less", "less", RouteLimitsTest::read, limit(3))
          .on(Method.POST, "/none", "none", RouteLimitsTest::read, limit(0))
          .on(Method.POST, "/now", "now", Handler.immediate(RouteLimitsTest::read), limit(10))
          .build();

  private static RouteOptions limit(long bytes) {
    return RouteOptions.STANDARD.withMaxBodyBytes(bytes);
  }

  private static Response read(Request request) throws IOException {
    return Response.text("read " + request.body().readAllBytes().length);
  }

  @ParameterizedTest
  @CsvSource({
    "/usual, 5, 200",
    "/usual, 6, 413",
    "/more, 10, 200",
    "/more, 11, 413",
    "/less, 3, 200",
    "/less, 4, 413",
    "/none, 0, 200",
    "/none, 1, 413",
    "/now, 10, 200",
    "/now, 11, 413",
  })
  void boundContentByTheRoutesLimit(String path, int length, int status) {
    String content = "x".repeat(length);
    String chunks = length == 0 ? "" : Integer.toHexString(length) + "\r\n" + content + "\r\n";
    for (boolean waits : new boolean[] {true, false}) {
      assertThat(ask(waits, path, "Content-Length: " + length + "\r\n\r\n" + content))
          .isEqualTo(status);
      assertThat(ask(waits, path, "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n"))
          .isEqualTo(status);
    }
  }

  private static int ask(boolean waits, String path, String rest) {
    return new Dialog(SITE, SERVER, waits, false)
        .play("POST " + path + " HTTP/1.1\r\nHost: h\r\n" + rest)
        .answers()
        .getFirst()
        .status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi",
        "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
      })
  void askAHandlerOnceWhetherItBlocks(String request) {
    for (boolean waits : new boolean[] {true, false}) {
      AtomicInteger asked = new AtomicInteger();
      Handler handler =
          new Handler() {
            @Override
            public Response handle(Request request) {
              return Response.of(Status.NO_CONTENT);
            }

            @Override
            public Blocking blocking() {
              // a second, different answer must not matter
              return asked.getAndIncrement() == 0 ? Blocking.FREELY : Blocking.NEVER;
            }
          };
      assertThat(Dialog.to(handler, waits).play(request).answers().getFirst().status())
          .isEqualTo(204);
      assertThat(asked).hasValue(1);
    }
  }
}
