package io.heddle.http;

import java.util.Optional;

/**
 * The head of a request: request line and header fields (RFC 9112 sections 3 and 5), as views of
 * the connection's buffer. It is valid until the response to the request is over.
 */
public interface RequestHead {
  Method method();

  /** The protocol version of the client. */
  Version version();

  /** The request target as received (RFC 9112 section 3.2). */
  String target();

  /** The scheme of the target, in lower case; empty if the target is not a whole URI. */
  default Optional<String> targetScheme() {
    return Optional.empty();
  }

  /**
   * The path in {@linkplain PercentEncoding#normalizePath normal form}, still percent-encoded. It
   * begins with a slash or is {@code *} (asterisk-form), and contains only characters of RFC 3986.
   */
  Octets path();

  /** The path that the client sent, in normal form: {@link #path} unless a rule has changed it. */
  default Octets receivedPath() {
    return path();
  }

  /**
   * The part of the target after the question mark, still encoded; empty if there is no question
   * mark.
   */
  Optional<Octets> query();

  /** The decoded value of the first query parameter of this name. */
  default Optional<String> queryParameter(String name) {
    return query().flatMap(query -> find(query, name));
  }

  private static Optional<String> find(Octets query, String name) {
    for (int start = 0; start < query.length(); ) {
      int end = query.indexOf('&', start);
      Octets pair = query.slice(start, end);
      int equals = pair.indexOf('=', 0);
      if (PercentEncoding.decodeForm(pair.slice(0, equals)).equals(name)) {
        int value = Math.min(equals + 1, pair.length());
        return Optional.of(PercentEncoding.decodeForm(pair.slice(value, pair.length())));
      }
      start = end + 1;
    }
    return Optional.empty();
  }

  /** The requested host and port, from the target or the Host field; may be empty. */
  String authority();

  Headers headers();

  /** The connection of the request: with a proxy, if there is one in front of the server. */
  ConnectionInfo connection();

  /** The client of the request, which may be behind proxies. */
  default ClientInfo client() {
    return ClientInfo.of(connection());
  }

  /** This head with other header fields. */
  default RequestHead with(Headers headers) {
    return new ChangedHead(this, headers, null, null);
  }

  /** This head with another client. */
  default RequestHead with(ClientInfo client) {
    return new ChangedHead(this, null, client, null);
  }

  /**
   * This head with another path and query; the target stays as received.
   *
   * @param path in normal form
   */
  default RequestHead with(Octets path, Optional<Octets> query) {
    return new ChangedHead(this, null, null, new ChangedHead.Location(path, query));
  }
}
