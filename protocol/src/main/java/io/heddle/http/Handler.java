package io.heddle.http;

import java.io.IOException;

/** Answers requests. One handler serves many at a time, each on the thread that owns it. */
@FunctionalInterface
public interface Handler {
  /**
   * The response to the request.
   *
   * @throws HttpException when the client is at fault
   * @throws IOException of the handler's own input and output: the client gets a 500
   * @throws InterruptedException when its thread is interrupted: the client gets a 503
   */
  Response handle(Request request) throws IOException, InterruptedException;

  /** How long it may wait, the request's body apart. It is asked once for each request. */
  default Blocking blocking() {
    return Blocking.FREELY;
  }

  /** The handler, which promises never to wait. */
  static Handler immediate(Handler handler) {
    return blocking(Blocking.NEVER, handler);
  }

  /** The handler, which promises to wait no longer than this. */
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

  /** This handler inside a filter. */
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
    };
  }
}
