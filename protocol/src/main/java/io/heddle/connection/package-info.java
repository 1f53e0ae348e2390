/**
 * What an engine knows of a connection, whatever protocol it speaks: {@link
 * io.heddle.connection.Connection#next} says what to do, and the {@link io.heddle.connection.Wire}
 * is what to do it with. It imports {@code http}; protocols and engines import it.
 */
package io.heddle.connection;
