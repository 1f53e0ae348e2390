/**
 * The engine of blocking code: a thread per connection, either virtual or, for comparison, platform
 * threads. It never imports the other engine; the app imports it.
 */
package io.heddle.engine.blocking;
