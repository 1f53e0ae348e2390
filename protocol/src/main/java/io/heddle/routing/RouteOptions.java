package io.heddle.routing;

import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The options of a {@link Router}'s route. Immutable.
 *
 * <pre>{@code
 * router.on(Method.PUT, "/films/{name}", "film", films,
 *     RouteOptions.STANDARD.withMaxBodyBytes(4L << 30).with(login));
 * }</pre>
 */
public final class RouteOptions {
  /** The server's limits, and no filters except the router's. */
  public static final RouteOptions STANDARD =
      new RouteOptions(OptionalLong.empty(), List.of(), Optional.empty());

  private final OptionalLong maxBodyBytes;
  private final List<Filter> filters;
  private final Optional<String> template;

  private RouteOptions(OptionalLong maxBodyBytes, List<Filter> filters, Optional<String> template) {
    this.maxBodyBytes = maxBodyBytes;
    this.filters = filters;
    this.template = template;
  }

  /**
   * A copy with a limit for the content of requests, decoded, instead of the server's. Requests
   * with more content get a 413.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public RouteOptions withMaxBodyBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("max body bytes is " + bytes + ", but must be at least 0");
    }
    return new RouteOptions(OptionalLong.of(bytes), filters, template);
  }

  /** A copy with one more filter, outside the existing ones. */
  public RouteOptions with(Filter filter) {
    List<Filter> more = new ArrayList<>(filters);
    more.add(filter);
    return new RouteOptions(maxBodyBytes, List.copyOf(more), template);
  }

  /**
   * A copy whose requests have this template in metrics, instead of the route's pattern. It must be
   * one of a small fixed set.
   */
  public RouteOptions withTemplate(String text) {
    return new RouteOptions(maxBodyBytes, filters, Optional.of(text));
  }

  /** The route with these options. */
  Route route(String name, String pattern, Handler handler) {
    Route route = new Route(name, template.orElse(pattern), handler, Map.of(), maxBodyBytes);
    for (Filter filter : filters) {
      route = route.with(filter);
    }
    return route;
  }
}
