/**
 * What operators see of the server: Micrometer's meters, fed by what the protocol and the engine
 * tell their observers. The only package that knows a metrics library.
 */
package io.heddle.app.metrics;
