/**
 * Cookies (RFC 6265) and the sessions that they identify: a filter gives each request its session,
 * and a store keeps the values on the server. It imports {@code http}; handlers and the code that
 * assembles a server import it.
 */
package io.heddle.session;
