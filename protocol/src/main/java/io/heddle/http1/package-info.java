/**
 * HTTP/1.1 and HTTP/1.0 as a {@link io.heddle.connection.Protocol}: the state machine of a
 * connection (RFC 9112), without its socket, thread and clock. Only the code that assembles a
 * server imports it.
 */
package io.heddle.http1;
