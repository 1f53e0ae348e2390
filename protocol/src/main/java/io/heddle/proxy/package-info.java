/**
 * A reverse proxy: requests that other servers answer. It knows which server to ask, what to send
 * it, and what of its answer to pass on. Requests enter through {@link io.heddle.proxy.Proxy}, a
 * handler; the connections to the servers are lines of an {@link io.heddle.connection.Outbound}. It
 * imports {@code http}, {@code connection} and {@code codec}; only the code that assembles a site
 * imports it.
 */
package io.heddle.proxy;
