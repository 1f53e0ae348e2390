package io.heddle.routing;

import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.RequestHead;
import io.heddle.http.Route;
import io.heddle.http.Site;
import io.heddle.routing.PathNode.Leaf;
import io.heddle.routing.Resource.Endpoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A site made of routes: the path selects a resource, then the method selects one of its routes. A
 * literal segment takes precedence over a parameter, and both over the rest of a path. Immutable
 * and thread-safe.
 *
 * <p>It answers requests without a route itself: OPTIONS, a method that the path does not allow, an
 * unknown path (RFC 9110 sections 9.3.7, 15.5.5, 15.5.6 and 15.6.2).
 */
public final class Router implements Site {
  private final PathNode root;
  private final @Nullable Resource fallback;
  private final Answers answers;
  private final Route wholeSite;

  private Router(PathNode root, @Nullable Resource fallback, Answers answers, Set<Method> served) {
    this.root = root;
    this.fallback = fallback;
    this.answers = answers;
    this.wholeSite = answers.options(served);
  }

  public static Builder builder() {
    return builder("");
  }

  /**
   * Collects routes that are all below one path.
   *
   * @param prefix of every pattern, without a slash at its end: with {@code /demo}, the pattern
   *     {@code /ping} is for {@code /demo/ping}
   */
  public static Builder builder(String prefix) {
    return new Builder(prefix);
  }

  @Override
  public Route route(RequestHead head) {
    Method method = head.method();
    if (method == Method.CONNECT) {
      return answers.notImplemented();
    }
    Octets path = head.path();
    if (path.at(0) != '/') {
      return method == Method.OPTIONS ? wholeSite : answers.badRequest();
    }
    Resource resource = root.find(path, 1);
    if (resource == null) {
      resource = fallback;
    }
    return resource == null ? answers.notFound() : resource.route(method, path);
  }

  /** Collects routes. A route's name appears in logs; several routes may share one. */
  public static final class Builder {
    /** A route before its path is known. */
    private record Entry(PathPattern pattern, Route route) {
      Endpoint endpoint(Answers answers) {
        Route wrapped = answers.wrapped(route);
        return pattern.isLiteral()
            ? _ -> wrapped
            : path -> wrapped.with(pattern.parametersOf(path));
      }
    }

    private final Map<String, Map<Method, Entry>> entriesByShape = new TreeMap<>();
    private final Map<Method, Route> fallbacks = new EnumMap<>(Method.class);
    private final List<Filter> filters = new ArrayList<>();
    private final String prefix;

    private Builder(String prefix) {
      this.prefix = prefix;
    }

    /** Serves GET, and HEAD unless it has a route of its own. */
    public Builder get(String pattern, String name, Handler handler) {
      return on(Method.GET, pattern, name, handler);
    }

    public Builder post(String pattern, String name, Handler handler) {
      return on(Method.POST, pattern, name, handler);
    }

    public Builder put(String pattern, String name, Handler handler) {
      return on(Method.PUT, pattern, name, handler);
    }

    public Builder patch(String pattern, String name, Handler handler) {
      return on(Method.PATCH, pattern, name, handler);
    }

    public Builder delete(String pattern, String name, Handler handler) {
      return on(Method.DELETE, pattern, name, handler);
    }

    /**
     * Serves the method at the paths of a {@link PathPattern}.
     *
     * @throws IllegalArgumentException when the pattern is malformed, or the route exists already
     */
    public Builder on(Method method, String pattern, String name, Handler handler) {
      return on(method, pattern, name, handler, RouteOptions.STANDARD);
    }

    /**
     * Serves the method at the paths of a {@link PathPattern}, with options such as a limit for
     * content.
     *
     * @throws IllegalArgumentException when the pattern is malformed, or the route exists already
     */
    public Builder on(
        Method method, String pattern, String name, Handler handler, RouteOptions options) {
      requirePath(method);
      String whole = prefix + pattern;
      Entry entry = new Entry(PathPattern.of(whole), options.route(name, whole, handler));
      Entry before =
          entriesByShape
              .computeIfAbsent(entry.pattern.shape(), _ -> new EnumMap<>(Method.class))
              .putIfAbsent(method, entry);
      if (before != null) {
        throw new IllegalArgumentException(
            method + " " + whole + " is already routed, as " + before.pattern);
      }
      return this;
    }

    /**
     * Serves the method at all paths that match no pattern; GET includes HEAD, as in {@link #get}.
     */
    public Builder fallback(Method method, String name, Handler handler) {
      return fallback(method, name, handler, RouteOptions.STANDARD);
    }

    /** Serves the method, with options, at all paths that match no pattern. */
    public Builder fallback(Method method, String name, Handler handler, RouteOptions options) {
      requirePath(method);
      if (fallbacks.putIfAbsent(method, options.route(name, "/**", handler)) != null) {
        throw new IllegalArgumentException(method + " already has a fallback");
      }
      return this;
    }

    /**
     * Wraps every route in a filter, whenever the route is added, and the router's own answers too.
     * The filter is outside the routes' own filters and outside those added here before.
     */
    public Builder with(Filter filter) {
      filters.add(filter);
      return this;
    }

    private static void requirePath(Method method) {
      if (method == Method.CONNECT) {
        throw new IllegalArgumentException("CONNECT names no path, so it cannot be routed by one");
      }
    }

    public Router build() {
      Answers answers = new Answers(filters);
      Set<Method> served = EnumSet.of(Method.OPTIONS);
      List<Leaf> leaves = new ArrayList<>();
      for (Map<Method, Entry> entries : entriesByShape.values()) {
        Map<Method, Endpoint> endpoints = new EnumMap<>(Method.class);
        entries.forEach((method, entry) -> endpoints.put(method, entry.endpoint(answers)));
        Resource resource = new Resource(endpoints, answers);
        served.addAll(resource.allowed());
        leaves.add(new Leaf(entries.values().iterator().next().pattern, resource));
      }
      Resource fallback = fallbacks.isEmpty() ? null : fallback(answers);
      if (fallback != null) {
        served.addAll(fallback.allowed());
      }
      return new Router(new PathNode(leaves), fallback, answers, served);
    }

    private Resource fallback(Answers answers) {
      Map<Method, Endpoint> endpoints = new EnumMap<>(Method.class);
      fallbacks.forEach(
          (method, route) -> {
            Route wrapped = answers.wrapped(route);
            endpoints.put(method, _ -> wrapped);
          });
      return new Resource(endpoints, answers);
    }
  }
}
