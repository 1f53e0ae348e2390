package io.heddle.app.routes;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.routing.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The routes that echo parts of the request. */
final class Echo {
  /** Bodies up to this size are read whole; larger ones stream through a buffer of this size. */
  private static final int BUFFER_BYTES = 16 << 10;

  private Echo() {}

  static void addTo(Router.Builder routes) {
    routes.post("/api/echo", "api-echo", Handler.immediate(Echo::body));
    routes.get("/echo", "echo", Handler.immediate(Echo::fields));
    routes.get("/echo/{value}", "echo-value", Handler.immediate(Echo::value));
    routes.get("/user-agent", "user-agent", Handler.immediate(Echo::userAgent));
  }

  /** Returns the body unchanged, with its Content-Type. */
  private static Response body(Request request) throws IOException {
    String type = request.headers().first(HeaderName.CONTENT_TYPE).orElse(MediaType.BINARY.text());
    Response head = Response.of(Status.OK).with(HeaderName.CONTENT_TYPE, type);
    long length = request.bodyLength();
    if (length >= 0 && length <= BUFFER_BYTES) {
      byte[] content = new byte[(int) length];
      request.body().readNBytes(content, 0, content.length);
      return head.with(new Body.Bytes(content));
    }
    return head.with(new Body.Stream(length, out -> copy(request.body(), out)));
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
      if (count < buffer.length && in.available() == 0) {
        out.flush();
      }
    }
  }

  private static Response fields(Request request) {
    StringBuilder lines = new StringBuilder();
    request
        .headers()
        .forEach((name, value) -> lines.append(name).append(": ").append(value).append('\n'));
    return Response.ok(MediaType.TEXT, asSent(lines.toString()));
  }

  private static Response value(Request request) {
    return Response.ok(MediaType.TEXT, Body.text(request.pathParameter("value")));
  }

  private static Response userAgent(Request request) {
    String agent = request.headers().first(HeaderName.USER_AGENT).orElse("");
    return Response.ok(MediaType.TEXT, asSent(agent));
  }

  /** The bytes of a field as the client sent them: each byte is one character of the value. */
  private static Body asSent(String value) {
    return new Body.Bytes(value.getBytes(StandardCharsets.ISO_8859_1));
  }
}
