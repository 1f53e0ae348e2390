/**
 * The engine of blocking code: a thread for each connection, virtual ones or, as the control of an
 * experiment, platform threads. It never imports the other engine; the app imports it.
 */
package io.heddle.engine.blocking;
