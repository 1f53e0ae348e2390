/**
 * Sites made of routes. The head of a request enters, the route that serves it leaves, chosen by
 * path and then by method. Only what wires a server imports it; it imports {@code http}.
 */
package io.heddle.routing;
