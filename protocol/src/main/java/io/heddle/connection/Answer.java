package io.heddle.connection;

import io.heddle.http.HttpException;
import io.heddle.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * A response that arrives from another server while a loop does other things. No method waits. It
 * belongs to the loop's thread.
 */
public interface Answer {
  /** How many more bytes of the request's content it takes now. */
  int room();

  /** Takes content of the request, at most {@link #room} bytes; {@link #push} sends it. */
  void add(byte[] source, int offset, int length);

  /** Reports that the request's content is complete; {@link #push} sends its end. */
  void end();

  /** Sends what was added, as far as the other server takes it. */
  void push();

  /**
   * The response, once its head is there. If its body is a stream, {@link #take} returns the
   * content. Otherwise the body holds all of it.
   *
   * @throws HttpException when there will be none
   */
  @Nullable Response response();

  /**
   * Takes content of the response.
   *
   * @return how many bytes; 0 if none are there now; -1 at the end
   * @throws HttpException when the rest is missing or malformed
   */
  int take(byte[] target, int offset, int length);

  /**
   * Reports that the client has most likely left: only a response that comes soon is of use, and
   * goes on without long pauses.
   */
  void hurry();

  /** Releases everything. It may be called twice. */
  void close();
}
