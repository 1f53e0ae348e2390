package io.heddle.http;

import java.util.Optional;

/**
 * The pages for errors. Every response made by {@link Response#error} passes through here before it
 * is sent, whether it comes from a handler, the router or the server itself. Called on any thread,
 * so it must not block.
 */
@FunctionalInterface
public interface ErrorPages {
  /** A line of text: the status and the reason. */
  ErrorPages TEXT = (error, _, _) -> error;

  /**
   * Returns the response to send instead. It must not block, and the body must not be a {@link
   * Body.Stream}. If it fails, the client gets the original error.
   *
   * @param error with a {@linkplain Response#reason reason}; keep its status and its fields, such
   *     as Allow, except Content-Type
   * @param head of the request; empty if it could not be read
   * @param connection of the client, also if there is no head
   * @return a response whose body is in memory
   */
  Response page(Response error, Optional<RequestHead> head, ConnectionInfo connection);
}
