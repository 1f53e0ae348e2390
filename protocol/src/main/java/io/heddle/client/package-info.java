/**
 * The other side of a connection: requests out, responses in, on a wire that somebody else has
 * connected. The package imports {@code http}, {@code connection} and {@code codec}.
 */
package io.heddle.client;
