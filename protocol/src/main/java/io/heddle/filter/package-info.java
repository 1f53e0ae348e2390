/**
 * Filters for any handler: a request and the handler's response enter, the response to send leaves.
 * Only what wires a server imports this package; it imports {@code http}.
 */
package io.heddle.filter;
