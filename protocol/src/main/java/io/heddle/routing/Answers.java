package io.heddle.routing;

import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routes for requests that match no handler. They have the names that are common in metrics,
 * and their responses are built once. The router's filters wrap them too.
 */
final class Answers {
  private final List<Filter> filters;
  private final Route badRequest;
  private final Route notFound;
  private final Route notImplemented;

  /** The routes for a router with these filters; the last filter is the outermost. */
  Answers(List<Filter> filters) {
    this.filters = List.copyOf(filters);
    this.badRequest =
        answering(
            "BAD_REQUEST", Response.error(Status.BAD_REQUEST, "only OPTIONS may use the target *"));
    this.notFound =
        answering("NOT_FOUND", Response.error(Status.NOT_FOUND, "nothing is at this path"));
    this.notImplemented =
        answering(
            "NOT_IMPLEMENTED",
            Response.error(Status.NOT_IMPLEMENTED, "this server does not open tunnels"));
  }

  /** 400 for a request with target {@code *} and a method other than OPTIONS. */
  Route badRequest() {
    return badRequest;
  }

  /** 404. */
  Route notFound() {
    return notFound;
  }

  /** 501 for CONNECT. */
  Route notImplemented() {
    return notImplemented;
  }

  /** 204 with the allowed methods. */
  Route options(Set<Method> allowed) {
    return answering(
        "OPTIONS", Response.of(Status.NO_CONTENT).with(HeaderName.ALLOW, list(allowed)));
  }

  /** 405 with the allowed methods. */
  Route methodNotAllowed(Set<Method> allowed) {
    String list = list(allowed);
    return answering(
        "METHOD_NOT_ALLOWED",
        Response.error(Status.METHOD_NOT_ALLOWED, "allowed here: " + list)
            .with(HeaderName.ALLOW, list));
  }

  private static String list(Set<Method> methods) {
    return methods.stream().map(Method::name).sorted().collect(Collectors.joining(", "));
  }

  private Route answering(String name, Response response) {
    return wrapped(new Route(name, Handler.immediate(_ -> response)));
  }

  /** The route wrapped in the router's filters. */
  Route wrapped(Route route) {
    Route filtered = route;
    for (Filter filter : filters) {
      filtered = filtered.with(filter);
    }
    return filtered;
  }
}
