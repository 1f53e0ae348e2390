package io.heddle.http1;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The site of the samples: the path selects the behavior; most handlers answer with what they saw.
 */
final class TestSite implements Site {
  static final Site INSTANCE = new TestSite();

  private static final Response NOW = Response.text("now");
  private static final Status RESET = new Status(205, "Reset Content");

  private TestSite() {}

  @Override
  public Route route(RequestHead head) {
    String path = head.path().toString();
    Handler handler =
        switch (path) {
          case "/now" -> Handler.immediate(request -> NOW);
          case "/now-echo" -> Handler.immediate(TestSite::echo);
          case "/unread" -> request -> Response.text("unread");
          case "/unread-stream" -> request -> stream(-1, "unread");
          case "/unread-sized" -> request -> stream(6, "unread");
          case "/unread-204" -> request -> Response.of(Status.NO_CONTENT).with(empty());
          case "/one" ->
              request -> Response.text("one " + (char) Math.max('-', request.body().read()));
          case "/stream" -> request -> stream(-1, "one", "two", "three");
          case "/stream-now" -> Handler.immediate(request -> stream(-1, "one", "two", "three"));
          case "/stream-sized" -> request -> stream(11, "one", "two", "three");
          case "/stream-short" -> request -> stream(12, "one", "two", "three");
          case "/stream-long" -> request -> stream(10, "one", "two", "three");
          case "/stream-echo" ->
              request ->
                  Response.ok(
                      MediaType.TEXT, new Body.Stream(-1, out -> request.body().transferTo(out)));
          case "/stream-fails" -> request -> failing();
          case "/204" -> request -> Response.of(Status.NO_CONTENT);
          case "/103" -> request -> Response.of(new Status(103, "Early Hints"));
          case "/205" -> request -> Response.of(RESET);
          case "/304" -> request -> Response.of(Status.NOT_MODIFIED).with(Body.text("hidden"));
          case "/closes" -> request -> Response.text("bye").thenClose();
          case "/large" -> request -> Response.text("x".repeat(10_000));
          case "/huge" -> request -> Response.text("x".repeat(200_000));
          case "/large-now" -> Handler.immediate(request -> Response.text("x".repeat(10_000)));
          case "/refuses" ->
              request -> {
                throw new HttpException(Status.FORBIDDEN, "not for you");
              };
          case "/fails" ->
              request -> {
                throw new IllegalStateException("on purpose");
              };
          case "/fails-io" ->
              request -> {
                throw new IOException("on purpose");
              };
          case "/fails-error" ->
              request -> {
                throw new AssertionError("on purpose");
              };
          case "/fails-null" -> request -> nothing();
          case "/unroutable" -> throw new IllegalStateException("on purpose");
          case "/refused-route" -> throw new HttpException(Status.NOT_FOUND, "no such route");
          default -> TestSite::echo;
        };
    return new Route("test", handler);
  }

  private static Body empty() {
    return new Body.Stream(-1, out -> {});
  }

  @SuppressWarnings("NullAway") // the mistake of a careless handler
  private static Response nothing() {
    return (Response) (@Nullable Object) null;
  }

  private static Response stream(long length, String... pieces) {
    return Response.ok(
        MediaType.TEXT,
        new Body.Stream(
            length,
            out -> {
              for (String piece : pieces) {
                write(out, piece);
              }
            }));
  }

  private static Response failing() {
    return Response.ok(
        MediaType.TEXT,
        new Body.Stream(
            -1,
            out -> {
              write(out, "begun");
              out.flush();
              throw new IllegalStateException("on purpose");
            }));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Response echo(Request request) throws IOException {
    RequestHead head = request.head();
    StringBuilder seen = new StringBuilder();
    seen.append(head.method()).append(' ').append(head.path());
    head.query().ifPresent(query -> seen.append('?').append(query));
    seen.append(' ').append(head.authority().isEmpty() ? "-" : head.authority());
    describe(seen, " ", request.headers());
    if (request.bodyLength() != 0) {
      byte[] content = request.body().readAllBytes();
      seen.append(' ').append(describe(content));
      describe(seen, " +", request.trailers());
    }
    Response response = Response.text("").with(new Body.Bytes(latin1(seen.toString())));
    return head.method() == Method.TRACE ? response.with(HeaderName.of("X-Trace"), "1") : response;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String describe(byte[] content) {
    if (content.length <= 100) {
      return '"' + Visible.text(content) + '"';
    }
    for (byte b : content) {
      if (b != content[0]) {
        return "<" + content.length + " bytes>";
      }
    }
    return "<" + content.length + "*" + (char) content[0] + ">";
  }

  private static void describe(StringBuilder seen, String before, Headers fields) {
    fields.forEach(
        (name, value) -> {
          if (name.toLowerCase(Locale.ROOT).startsWith("x") || before.endsWith("+")) {
            seen.append(before).append(name).append('=');
            byte[] octets = latin1(value);
            seen.append(octets.length > 100 ? describe(octets) : Visible.text(octets));
          }
        });
  }
}
