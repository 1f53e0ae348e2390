/**
 * What runs a request, whatever protocol it came by: a {@link io.heddle.exchange.Call} finds the
 * route, runs the handler and turns what goes wrong into an answer; observers are told of each
 * {@link io.heddle.exchange.Exchange}. It imports {@code http} and {@code connection}; protocols
 * import it.
 */
package io.heddle.exchange;
