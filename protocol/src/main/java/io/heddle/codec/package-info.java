/**
 * Bytes to values and back (RFC 9112): request heads and bodies come in through an {@link
 * io.heddle.codec.Inbox}, responses leave through an {@link io.heddle.codec.Outbox}, and every
 * piece can stop at any byte. It imports {@code http} and {@code connection}; only {@code http1}
 * imports it.
 */
package io.heddle.codec;
