/**
 * The server's metrics: Micrometer meters, which the observers of the protocol and of the engine
 * update. No other package uses a metrics library.
 */
package io.heddle.app.metrics;
