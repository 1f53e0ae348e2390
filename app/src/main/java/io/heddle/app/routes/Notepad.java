package io.heddle.app.routes;

import io.heddle.filter.DecodedRequests;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.routing.RouteOptions;
import io.heddle.routing.Router;
import java.io.IOException;

/** A note of at most 1,024 bytes in memory that anyone can write and read. */
final class Notepad {
  private static final int MAX_BYTES = 1024;
  private static final Response WRITTEN = Response.of(Status.NO_CONTENT);

  private volatile byte[] note = {};

  Notepad() {}

  void addTo(Router.Builder routes) {
    RouteOptions decoded = RouteOptions.STANDARD.with(new DecodedRequests(MAX_BYTES));
    routes.on(Method.POST, "/write", "write", Handler.immediate(this::write), decoded);
    routes.get("/read", "read", Handler.immediate(this::read));
  }

  private Response write(Request request) throws IOException {
    byte[] written = request.body().readNBytes(MAX_BYTES + 1);
    if (written.length > MAX_BYTES) {
      throw new HttpException(Status.CONTENT_TOO_LARGE, "a note has at most 1024 bytes");
    }
    note = written;
    return WRITTEN;
  }

  private Response read(Request request) {
    return Response.ok(MediaType.BINARY, new Body.Bytes(note));
  }
}
