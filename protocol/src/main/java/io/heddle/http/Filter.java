package io.heddle.http;

import java.io.IOException;

/**
 * Wraps handlers: it may change the request on its way in and the response on its way out, or
 * answer by itself. One filter serves many requests at a time.
 */
@FunctionalInterface
public interface Filter {
  /**
   * The response to a request.
   *
   * @param next what is wrapped; a filter that answers by itself does not call it
   * @throws HttpException when the client is at fault
   */
  Response filter(Request request, Handler next) throws IOException, InterruptedException;

  /** How long the filter itself may wait, whatever it wraps. */
  default Blocking blocking() {
    return Blocking.NEVER;
  }
}
