package io.heddle.connection;

import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.RequestBody;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The content of a response that another server gives. A handler returns it at once, with the
 * fields to add, and the connection then waits for the answer in its engine's way: with {@link
 * #await} on a thread of its own, with {@link #begin} on a loop. It makes one of the two calls at
 * most.
 */
public interface Relay extends Body.Writer {
  /**
   * Sends the request and waits for the answer.
   *
   * @param outbound one that waits
   * @param content of the request, read from the client while it is sent
   * @param budget for buffers
   * @return the answer; its content is received while it is written
   * @throws io.heddle.http.HttpException when there is none, or the client is at fault
   * @throws IOException when the client is gone
   */
  Response await(Outbound outbound, RequestBody content, Budget budget) throws IOException;

  /**
   * Begins to send the request, and returns without waiting.
   *
   * @param outbound one that does not wait
   * @param contentBytes length of the request's content; -1 if unknown
   * @param budget for buffers
   * @param wake called when the answer has made progress that nobody has seen yet
   */
  Answer begin(Outbound outbound, long contentBytes, Budget budget, Runnable wake);

  /** The answer is written by the connection, which knows this interface. */
  @Override
  default void writeTo(OutputStream out) {
    throw new IllegalStateException("a filter has changed content that it does not have yet");
  }
}
