/**
 * The life of one connection without its I/O. An engine brings octets in, asks {@link
 * io.heddle.connection.Connection#next} what to do and carries the answers out. It imports {@code
 * http} and {@code codec}; engines import it.
 */
package io.heddle.connection;
