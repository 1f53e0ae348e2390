/**
 * The interface between engines and protocols: {@link io.heddle.connection.Connection#next} says
 * what to do, and the {@link io.heddle.connection.Wire} is the channel to do it on. It imports
 * {@code http}; protocols and engines import it.
 */
package io.heddle.connection;
