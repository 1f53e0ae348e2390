/**
 * Handlers that serve content, namely files and the welcome page, and the pages for errors.
 * Requests enter, responses leave; a file's bytes are not read but referred to. Only what wires a
 * server imports it; it imports {@code http}.
 */
package io.heddle.content;
