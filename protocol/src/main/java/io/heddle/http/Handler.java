package io.heddle.http;

import java.io.IOException;

/**
 * A function from requests to responses. One handler serves many requests concurrently, each on the
 * thread that owns it.
 */
@FunctionalInterface
public interface Handler {
  /**
   * Returns the response to the request.
   *
   * @throws HttpException when the client is at fault
   * @throws IOException when the handler's own input or output fails: the client gets a 500
   * @throws InterruptedException when the thread is interrupted: the client gets a 503
   */
  Response handle(Request request) throws IOException, InterruptedException;

  /** The longest that the handler may block, apart from reading the request's body: a constant. */
  default Blocking blocking() {
    return Blocking.FREELY;
  }

  /** The handler, with the promise that it never blocks. */
  static Handler immediate(Handler handler) {
    return blocking(Blocking.NEVER, handler);
  }

  /** The handler, with the promise that it blocks no longer than this. */
  static Handler blocking(Blocking blocking, Handler handler) {
    return new Handler() {
      @Override
      public Response handle(Request request) throws IOException, InterruptedException {
        return handler.handle(request);
      }

      @Override
      public Blocking blocking() {
        return blocking;
      }
    };
  }

  /** This handler wrapped in a filter. */
  default Handler with(Filter filter) {
    return Filtered.of(filter, this);
  }
}
