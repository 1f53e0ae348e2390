package io.heddle.http;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Where a request goes.
 *
 * @param name its name in logs; one of a small fixed set, never made from the request
 * @param template the pattern of its paths, such as {@code /echo/{value}}, and its name in metrics
 * @param handler answers its requests
 * @param pathParameters decoded values of the path, by their names in the template
 * @param maxBodyBytes limit on the request's content, decoded; above: 413. Empty for the server's
 *     own limit
 */
public record Route(
    String name,
    String template,
    Handler handler,
    Map<String, String> pathParameters,
    OptionalLong maxBodyBytes) {
  /** A route whose path has no parameters, with the server's own limit on content. */
  public Route(String name, String template, Handler handler) {
    this(name, template, handler, Map.of(), OptionalLong.empty());
  }

  /** A route whose template is its name. */
  public Route(String name, Handler handler) {
    this(name, name, handler);
  }

  /** This route with its handler inside a filter. */
  public Route with(Filter filter) {
    return new Route(name, template, handler.with(filter), pathParameters, maxBodyBytes);
  }

  /** This route for a path that gave these parameters. */
  public Route with(Map<String, String> parameters) {
    return new Route(name, template, handler, parameters, maxBodyBytes);
  }
}
