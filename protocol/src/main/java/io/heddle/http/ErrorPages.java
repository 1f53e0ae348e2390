package io.heddle.http;

import java.util.Optional;

/**
 * What a client sees of an error. Every response made by {@link Response#error} passes here before
 * it is sent, whatever made it: a handler, the router, or the server that refused the request. Any
 * thread may ask, so a page must not wait.
 */
@FunctionalInterface
public interface ErrorPages {
  /** One line of text: the status and the reason. */
  ErrorPages TEXT = (error, _) -> error;

  /**
   * The answer to send instead. It must not wait, and its body must not be a {@link Body.Stream}.
   * If it fails, the client gets the error as it is.
   *
   * @param error with a {@linkplain Response#reason reason}; the page keeps its status and its
   *     fields, such as Allow, but for Content-Type
   * @param head of the request; empty when it could not be read
   * @return a response whose body is in memory
   */
  Response page(Response error, Optional<RequestHead> head);
}
