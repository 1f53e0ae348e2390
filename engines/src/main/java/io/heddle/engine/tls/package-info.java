/**
 * TLS between the sockets and the protocol: a {@link io.heddle.connection.Connection} around a
 * connection, and a {@link io.heddle.connection.Wire} around a wire. Ciphertext enters from the
 * engine's wire, and the protocol sees its content. It imports what engines share, and no engine.
 */
package io.heddle.engine.tls;
