package io.heddle.http;

import java.util.Map;
import java.util.OptionalLong;

/**
 * The handler chosen for a request, with its name and parameters.
 *
 * @param name its name in logs; one of a small fixed set, never derived from the request
 * @param template the pattern of its paths, such as {@code /echo/{value}}, and its name in metrics
 * @param handler answers its requests
 * @param pathParameters decoded values from the path, by their names in the template; the rest of a
 *     path is still percent-encoded
 * @param maxBodyBytes limit for the request's content, decoded; above: 413. Empty for the server's
 *     limit
 */
public record Route(
    String name,
    String template,
    Handler handler,
    Map<String, String> pathParameters,
    OptionalLong maxBodyBytes) {
  /** A route without path parameters, with the server's limit for content. */
  public Route(String name, String template, Handler handler) {
    this(name, template, handler, Map.of(), OptionalLong.empty());
  }

  /** A route whose template is its name. */
  public Route(String name, Handler handler) {
    this(name, name, handler);
  }

  /** A copy with the handler wrapped in a filter. */
  public Route with(Filter filter) {
    return new Route(name, template, handler.with(filter), pathParameters, maxBodyBytes);
  }

  /** A copy with these path parameters. */
  public Route with(Map<String, String> parameters) {
    return new Route(name, template, handler, parameters, maxBodyBytes);
  }
}
