/**
 * The values of HTTP (RFC 9110) and what a handler is written against. Octets and fields enter,
 * responses leave; nothing here reads or writes a connection. Everyone may import it; it imports
 * nothing of this project.
 */
package io.heddle.http;
