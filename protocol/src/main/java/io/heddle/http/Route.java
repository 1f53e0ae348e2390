package io.heddle.http;

import java.util.Map;

/**
 * Where a request goes.
 *
 * @param name one of a small fixed set, for logs and metrics; never made from the request
 * @param handler answers it
 * @param pathParameters what the path gave, by the names in the route's pattern, decoded
 */
public record Route(String name, Handler handler, Map<String, String> pathParameters) {
  /** A route whose path has no parameters. */
  public Route(String name, Handler handler) {
    this(name, handler, Map.of());
  }
}
