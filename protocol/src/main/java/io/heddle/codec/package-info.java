/**
 * Parsing and serializing HTTP/1.1 messages (RFC 9112). On a server, requests come in through an
 * {@link io.heddle.codec.Inbox}, and responses leave through an {@link io.heddle.codec.Outbox}. On
 * a client, {@link io.heddle.codec.RequestWriter} writes requests, and responses come in through an
 * inbox. Every parser can stop at any byte. The package imports {@code http} and {@code
 * connection}; only {@code http1}, {@code client} and the app's load generator import it.
 */
package io.heddle.codec;
