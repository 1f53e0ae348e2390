package io.heddle.routing;

import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a route of a {@link Router} has besides its handler. It never changes.
 *
 * <pre>{@code
 * router.on(Method.PUT, "/films/{name}", "film", films,
 *     RouteOptions.STANDARD.withMaxBodyBytes(4L << 30).with(login));
 * }</pre>
 */
public final class RouteOptions {
  /** The server's own limits, and no filters but the router's. */
  public static final RouteOptions STANDARD = new RouteOptions(OptionalLong.empty(), List.of());

  private final OptionalLong maxBodyBytes;
  private final List<Filter> filters;

  private RouteOptions(OptionalLong maxBodyBytes, List<Filter> filters) {
    this.maxBodyBytes = maxBodyBytes;
    this.filters = filters;
  }

  /**
   * These options with a limit on the content of requests, decoded, in place of the server's own. A
   * request with more is refused with 413.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public RouteOptions withMaxBodyBytes(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("max body bytes is " + bytes + ", but must be at least 0");
    }
    return new RouteOptions(OptionalLong.of(bytes), filters);
  }

  /** These options with one more filter, around those that are there. */
  public RouteOptions with(Filter filter) {
    List<Filter> more = new ArrayList<>(filters);
    more.add(filter);
    return new RouteOptions(maxBodyBytes, List.copyOf(more));
  }

  /** The route that has these options. */
  Route route(String name, String template, Handler handler) {
    Route route = new Route(name, template, handler, Map.of(), maxBodyBytes);
    for (Filter filter : filters) {
      route = route.with(filter);
    }
    return route;
  }
}
