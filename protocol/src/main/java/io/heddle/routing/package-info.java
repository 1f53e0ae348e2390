/**
 * Sites made of routes: a request's head selects a route, first by path, then by method. Only the
 * code that assembles a server imports this package; it imports {@code http}.
 */
package io.heddle.routing;
