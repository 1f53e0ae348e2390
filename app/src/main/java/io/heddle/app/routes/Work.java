package io.heddle.app.routes;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.InputStream;

/**
 * A handler with a known amount of work, a {@link WorkOrder}: it reads the request's body, waits,
 * computes and answers. Like most handlers, it makes no promise that it never blocks.
 */
final class Work implements Handler {
  private static final int BUFFER_BYTES = 16 << 10;

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    return answer(request, true);
  }

  /** A handler that leaves the computing out. */
  static Response waiting(Request request) throws IOException, InterruptedException {
    return answer(request, false);
  }

  private static Response answer(Request request, boolean computes)
      throws IOException, InterruptedException {
    WorkOrder order = WorkOrder.of(request.head());
    skip(request.body());
    if (order.waits()) {
      Thread.sleep(order.pause());
    }
    byte[] content = new byte[order.bytes()];
    long steps = computes ? order.steps() : 0;
    if (steps > 0 && content.length > 0) {
      content[0] = (byte) Spinning.spin(steps);
    } else if (steps > 0) {
      Spinning.spinUnused(steps);
    }
    return Response.ok(MediaType.BINARY, new Body.Bytes(content));
  }

  /** How fast this JVM computes: what {@code cpu=} is converted with. */
  static Response speed(Request request) {
    return Response.text(Double.toString(Spinning.stepsPerMicrosecond()));
  }

  private static void skip(InputStream body) throws IOException {
    // most requests have no body, and need no buffer
    if (body.read() >= 0) {
      byte[] buffer = new byte[BUFFER_BYTES];
      int count = body.read(buffer);
      while (count >= 0) {
        count = body.read(buffer);
      }
    }
  }
}
