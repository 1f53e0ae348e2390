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
   * @throws InterruptedException when its thread is interrupted: the connection is closed
   */
  Response handle(Request request) throws IOException, InterruptedException;

  /**
   * Whether it may wait for anything but the request's body: a disk, a lock, another server, a long
   * computation. An event loop lends such a handler a worker, and runs one that never waits itself.
   */
  default boolean mayWait() {
    return true;
  }

  /** The handler, with the promise that it never waits. */
  static Handler immediate(Handler handler) {
    return new Handler() {
      @Override
      public Response handle(Request request) throws IOException, InterruptedException {
        return handler.handle(request);
      }

      @Override
      public boolean mayWait() {
        return false;
      }
    };
  }
}
