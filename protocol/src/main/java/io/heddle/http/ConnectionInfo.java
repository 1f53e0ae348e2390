package io.heddle.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What is known about a connection once it is accepted and secured; the same for all its requests.
 *
 * @param serial a number unique within the process
 * @param peer address and port of the client, or of a proxy in front of the server that does not
 *     announce the client of a connection
 * @param local address and port that the client connected to
 * @param scheme {@code http}, or {@code https} over TLS
 * @param serverName the name that a TLS client asked for (RFC 6066 section 3), in lower case; empty
 *     without TLS
 * @param tls empty without TLS
 */
public record ConnectionInfo(
    long serial,
    InetSocketAddress peer,
    InetSocketAddress local,
    String scheme,
    Optional<String> serverName,
    Optional<TlsInfo> tls) {
  /** A connection without TLS. */
  public static ConnectionInfo plain(long serial, InetSocketAddress peer, InetSocketAddress local) {
    return new ConnectionInfo(serial, peer, local, "http", Optional.empty(), Optional.empty());
  }

  /** This connection, with the client that a proxy has announced. */
  public ConnectionInfo announced(InetSocketAddress client) {
    return new ConnectionInfo(serial, client, local, scheme, serverName, tls);
  }

  /** This connection after the handshake of TLS. */
  public ConnectionInfo secured(Optional<String> name, TlsInfo info) {
    return new ConnectionInfo(serial, peer, local, "https", name, Optional.of(info));
  }
}
