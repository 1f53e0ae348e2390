/**
 * Filters for any handler: they take a request and the handler's response, and return the response
 * to send. Only the code that assembles a server imports this package; it imports {@code http}.
 */
package io.heddle.filter;
