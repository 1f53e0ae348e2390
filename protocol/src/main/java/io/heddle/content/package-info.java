/**
 * Handlers for files and the welcome page, and error pages. A response for a file refers to the
 * file; its bytes are not read here. Only the code that assembles a server imports this package; it
 * imports {@code http}.
 */
package io.heddle.content;
