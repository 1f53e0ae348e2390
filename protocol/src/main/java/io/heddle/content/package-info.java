/**
 * Handlers that serve content: files and the welcome page. Requests enter, responses leave; a
 * file's octets are only pointed at. Only what wires a server imports it; it imports {@code http}.
 */
package io.heddle.content;
