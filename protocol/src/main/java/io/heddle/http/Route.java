package io.heddle.http;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Where a request goes.
 *
 * @param name what logs call it; one of a small fixed set, never made from the request
 * @param template the pattern of its paths, such as {@code /echo/{value}}: what metrics call it
 * @param handler answers it
 * @param pathParameters what the path gave, by the names in the template, decoded
 * @param maxBodyBytes of content, decoded; above: 413. Empty for the server's own limit
 */
public record Route(
    String name,
    String template,
    Handler handler,
    Map<String, String> pathParameters,
    OptionalLong maxBodyBytes) {
  /** A route whose path has no parameters, with the server's own limit of content. */
  public Route(String name, String template, Handler handler) {
    this(name, template, handler, Map.of(), OptionalLong.empty());
  }

  /** A route that its name is the template of. */
  public Route(String name, Handler handler) {
    this(name, name, handler);
  }

  /** This route for a path that gave these parameters. */
  public Route with(Map<String, String> parameters) {
    return new Route(name, template, handler, parameters, maxBodyBytes);
  }
}
