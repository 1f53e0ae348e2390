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

  /** How long the handler may block, apart from reading the request's body. */
  default Blocking blocking() {
    return Blocking.FREELY;
  }

  /**
   * The handler for this request: this one, or another that has found out from the head that it
   * blocks less, because it has the response at hand. Called once per request, on a thread that
   * must not block. A handler that is returned may never be called, so it owns nothing.
   */
  default Handler prepare(RequestHead head) {
    return this;
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
    Handler wrapped = this;
    return new Handler() {
      @Override
      public Response handle(Request request) throws IOException, InterruptedException {
        return filter.filter(request, wrapped);
      }

      @Override
      public Blocking blocking() {
        return wrapped.blocking().or(filter.blocking());
      }

      @Override
      public Handler prepare(RequestHead head) {
        Handler prepared = wrapped.prepare(head);
        Blocking own = filter.blocking(head);
        // mostly nothing has changed, and no handler further inside needs to be asked again
        return prepared.equals(wrapped) && own == filter.blocking()
            ? this
            : Handler.blocking(
                prepared.blocking().or(own), request -> filter.filter(request, prepared));
      }
    };
  }
}
