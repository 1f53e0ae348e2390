/**
 * The types of HTTP (RFC 9110), and the interfaces that handlers, filters and sites implement or
 * use. Nothing here reads or writes a connection. Every package may import it; it imports nothing
 * from this project.
 */
package io.heddle.http;
