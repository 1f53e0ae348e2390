package io.heddle.http;

import java.util.Optional;

/**
 * What a client sees of an error. Every error answer passes here, whoever made it: a handler, the
 * router, or the server that refused the request.
 */
@FunctionalInterface
public interface ErrorPages {
  /** One line of text: the status and the reason. */
  ErrorPages TEXT = (error, _) -> error;

  /**
   * The answer to send instead.
   *
   * @param error made by {@link Response#error}: its status, its reason and its fields, which the
   *     page should keep
   * @param head of the request; empty when it could not be read
   */
  Response page(Response error, Optional<RequestHead> head);
}
