/**
 * The engine of event loops: non-blocking sockets, a few threads that never wait for one of them,
 * and workers for the handlers that must wait. It never imports the other engine; the app imports
 * it.
 */
package io.heddle.engine.eventloop;
