package io.heddle.routing;

import io.heddle.http.Method;
import io.heddle.http.Octets;
import io.heddle.http.Route;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The routes of one path pattern: one for each method, and answers for all other methods (RFC 9110
 * sections 9.3.7 and 15.5.6). GET's route also serves HEAD.
 */
final class Resource {
  /** Creates a method's route for a path; one without parameters is created once. */
  @FunctionalInterface
  interface Endpoint {
    Route at(Octets path);
  }

  private final EnumMap<Method, Endpoint> endpoints;
  private final Set<Method> allowed;
  private final Route options;
  private final Route methodNotAllowed;

  /** A resource with these endpoints, at least one. */
  Resource(Map<Method, Endpoint> served, Answers answers) {
    endpoints = new EnumMap<>(served);
    Endpoint get = endpoints.get(Method.GET);
    if (get != null) {
      endpoints.putIfAbsent(Method.HEAD, get);
    }
    EnumSet<Method> methods = EnumSet.copyOf(endpoints.keySet());
    methods.add(Method.OPTIONS);
    allowed = Collections.unmodifiableSet(methods);
    options = answers.options(allowed);
    methodNotAllowed = answers.methodNotAllowed(allowed);
  }

  /** The methods that do not get a 405. */
  Set<Method> allowed() {
    return allowed;
  }

  /** The route of a request for this resource. */
  Route route(Method method, Octets path) {
    Endpoint endpoint = endpoints.get(method);
    if (endpoint != null) {
      return endpoint.at(path);
    }
    return method == Method.OPTIONS ? options : methodNotAllowed;
  }
}
