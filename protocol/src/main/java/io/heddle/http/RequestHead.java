package io.heddle.http;

import java.util.Optional;

/**
 * The head of a request: request line and header fields (RFC 9112 sections 3 and 5), as views of
 * the connection's buffer. It is valid until the response to the request is over.
 */
public interface RequestHead {
  Method method();

  /** The version that the client speaks. */
  Version version();

  /** The request target as it came (RFC 9112 section 3.2). */
  String target();

  /**
   * The path in {@linkplain PercentEncoding#normalizePath normal form}, still percent-encoded; it
   * begins with a slash, or is {@code *} (asterisk-form), and has characters of RFC 3986 only.
   */
  Octets path();

  /** The part of the target after its question mark, still encoded; empty when there is none. */
  Optional<Octets> query();

  /** Host and port that the client asked for, from the target or the Host field; may be empty. */
  String authority();

  Headers headers();

  /** The connection that the request came on. */
  ConnectionInfo connection();
}
