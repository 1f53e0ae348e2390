package io.heddle.routing;

import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The routes that answer by themselves, where a request reaches no handler. Their names are those
 * that metrics conventionally give to what is not a resource; their responses are made once.
 */
final class Answers {
  static final Route BAD_REQUEST =
      answering("BAD_REQUEST", Response.error(Status.BAD_REQUEST, "* is for OPTIONS alone"));
  static final Route NOT_FOUND =
      answering("NOT_FOUND", Response.error(Status.NOT_FOUND, "nothing is at this path"));
  static final Route NOT_IMPLEMENTED =
      answering(
          "NOT_IMPLEMENTED",
          Response.error(Status.NOT_IMPLEMENTED, "this server does not open tunnels"));

  private Answers() {}

  /** 204 with the methods that are allowed. */
  static Route options(Set<Method> allowed) {
    return answering(
        "OPTIONS", Response.of(Status.NO_CONTENT).with(HeaderName.ALLOW, list(allowed)));
  }

  /** 405 with the methods that are allowed. */
  static Route methodNotAllowed(Set<Method> allowed) {
    String list = list(allowed);
    return answering(
        "METHOD_NOT_ALLOWED",
        Response.error(Status.METHOD_NOT_ALLOWED, "allowed here: " + list)
            .with(HeaderName.ALLOW, list));
  }

  private static String list(Set<Method> methods) {
    return methods.stream().map(Method::name).sorted().collect(Collectors.joining(", "));
  }

  private static Route answering(String name, Response response) {
    return new Route(name, Handler.immediate(_ -> response));
  }
}
