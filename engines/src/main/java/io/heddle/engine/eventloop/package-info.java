/**
 * The engine of event loops: non-blocking sockets, a few threads that never block on one of them,
 * and workers for handlers that may block. It never imports the other engine; the app imports it.
 */
package io.heddle.engine.eventloop;
