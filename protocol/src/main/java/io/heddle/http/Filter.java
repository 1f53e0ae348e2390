package io.heddle.http;

import java.io.IOException;

/**
 * Wraps handlers: it can attach values to the request, change the response, or answer by itself.
 * One filter serves many requests at a time, each on the thread that owns it.
 *
 * <p>A filter that does not pass on a response that it was given closes the body of it; {@link
 * Response#with(Body)} does so.
 */
@FunctionalInterface
public interface Filter {
  /**
   * The response to a request.
   *
   * @param next the handler that is wrapped; a filter that answers by itself does not call it
   * @throws HttpException when the client is at fault
   */
  Response filter(Request request, Handler next) throws IOException, InterruptedException;

  /** How long the filter itself may wait, whatever it wraps. It is asked for each request. */
  default Blocking blocking() {
    return Blocking.NEVER;
  }
}
