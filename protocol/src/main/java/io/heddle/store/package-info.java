/**
 * A folder of files that clients create, replace, append to and delete. Request bodies enter, files
 * leave: complete, or not at all. Only the code that assembles a server, and {@code content},
 * import this package; it imports {@code http}.
 */
package io.heddle.store;
