/**
 * The server's metrics: Micrometer meters that the protocol's and the engine's observers update.
 * The only package that uses a metrics library.
 */
package io.heddle.app.metrics;
