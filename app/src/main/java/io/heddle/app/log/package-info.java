/**
 * The access log and the log of failures. The protocol reports its events to them, and they write
 * on their own threads, never on a request's.
 */
package io.heddle.app.log;
