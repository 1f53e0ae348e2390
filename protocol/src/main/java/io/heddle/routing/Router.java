package io.heddle.routing;

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
 * A site put together from routes: the path picks a resource, then the method one of its routes. A
 * literal segment is preferred to a parameter. It never changes, and any thread may ask it.
 *
 * <p>What no route serves, it answers itself: OPTIONS, a method that the path does not allow, an
 * unknown path (RFC 9110 sections 9.3.7, 15.5.5, 15.5.6 and 15.6.2).
 */
public final class Router implements Site {
  private final PathNode root;
  private final @Nullable Resource fallback;
  private final Route wholeSite;

  private Router(PathNode root, @Nullable Resource fallback, Set<Method> served) {
    this.root = root;
    this.fallback = fallback;
    this.wholeSite = Answers.options(served);
  }

  public static Builder builder() {
    return new Builder();
  }

  @Override
  public Route route(RequestHead head) {
    Method method = head.method();
    if (method == Method.CONNECT) {
      return Answers.NOT_IMPLEMENTED;
    }
    Octets path = head.path();
    if (path.at(0) != '/') {
      return method == Method.OPTIONS ? wholeSite : Answers.BAD_REQUEST;
    }
    Resource resource = root.find(path, 1);
    if (resource == null) {
      resource = fallback;
    }
    return resource == null ? Answers.NOT_FOUND : resource.route(method, path);
  }

  /** Collects routes. A route's name is what logs and metrics call it; several may share one. */
  public static final class Builder {
    /** A route before its path is known. */
    private record Entry(PathPattern pattern, String name, Handler handler) {
      Endpoint endpoint() {
        Route route = new Route(name, pattern.toString(), handler);
        return pattern.isLiteral() ? _ -> route : path -> route.with(pattern.parametersOf(path));
      }
    }

    private final Map<String, Map<Method, Entry>> entriesByShape = new TreeMap<>();
    private final Map<Method, Endpoint> fallbacks = new EnumMap<>(Method.class);

    private Builder() {}

    /** Serves GET, and HEAD unless that has a route of its own. */
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
     * @throws IllegalArgumentException when the pattern is none, or the route exists already
     */
    public Builder on(Method method, String pattern, String name, Handler handler) {
      requirePath(method);
      Entry entry = new Entry(PathPattern.of(pattern), name, handler);
      Entry before =
          entriesByShape
              .computeIfAbsent(entry.pattern.shape(), _ -> new EnumMap<>(Method.class))
              .putIfAbsent(method, entry);
      if (before != null) {
        throw new IllegalArgumentException(
            method + " " + pattern + " is already routed, as " + before.pattern);
      }
      return this;
    }

    /** Serves the method at all paths that match no pattern; HEAD like {@link #get}. */
    public Builder fallback(Method method, String name, Handler handler) {
      requirePath(method);
      Route route = new Route(name, "/**", handler);
      if (fallbacks.putIfAbsent(method, _ -> route) != null) {
        throw new IllegalArgumentException(method + " already has a fallback");
      }
      return this;
    }

    private static void requirePath(Method method) {
      if (method == Method.CONNECT) {
        throw new IllegalArgumentException("CONNECT names no path, so it cannot be routed by one");
      }
    }

    public Router build() {
      Set<Method> served = EnumSet.of(Method.OPTIONS);
      List<Leaf> leaves = new ArrayList<>();
      for (Map<Method, Entry> entries : entriesByShape.values()) {
        Map<Method, Endpoint> endpoints = new EnumMap<>(Method.class);
        entries.forEach((method, entry) -> endpoints.put(method, entry.endpoint()));
        Resource resource = new Resource(endpoints);
        served.addAll(resource.allowed());
        leaves.add(new Leaf(entries.values().iterator().next().pattern, resource));
      }
      Resource fallback = fallbacks.isEmpty() ? null : new Resource(fallbacks);
      if (fallback != null) {
        served.addAll(fallback.allowed());
      }
      return new Router(new PathNode(leaves), fallback, served);
    }
  }
}
