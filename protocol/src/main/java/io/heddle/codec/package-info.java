/**
 * Parsing and serializing HTTP/1.1 messages (RFC 9112): requests come in through an {@link
 * io.heddle.codec.Inbox}, responses leave through an {@link io.heddle.codec.Outbox}, and every
 * parser can stop at any byte. It imports {@code http} and {@code connection}; only {@code http1}
 * imports it.
 */
package io.heddle.codec;
