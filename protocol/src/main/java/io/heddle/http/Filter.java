package io.heddle.http;

import java.io.IOException;

/**
 * A wrapper around handlers: it can attach values to the request, change the response, or answer by
 * itself. One filter serves many requests concurrently, each on the thread that owns it.
 *
 * <p>A filter that discards a response must close its body; {@link Response#with(Body)} does so.
 */
@FunctionalInterface
public interface Filter {
  /**
   * Returns the response to a request.
   *
   * @param next the wrapped handler; a filter that answers by itself does not call it
   * @throws HttpException when the client is at fault
   */
  Response filter(Request request, Handler next) throws IOException, InterruptedException;

  /** The longest that the filter itself may block, without the handler: a constant. */
  default Blocking blocking() {
    return Blocking.NEVER;
  }
}
