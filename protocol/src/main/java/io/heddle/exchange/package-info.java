/**
 * Running requests, in any protocol: a {@link io.heddle.exchange.Call} finds the route, runs the
 * handler and turns failures into responses; observers are notified of each {@link
 * io.heddle.exchange.Exchange}. It imports {@code http} and {@code connection}; protocols import
 * it.
 */
package io.heddle.exchange;
