package io.heddle.http;

import java.net.InetAddress;

/**
 * What is known about the client of a request. Behind proxies that the server trusts, it is what
 * they say; otherwise it is the other end of the connection.
 *
 * @param address of the client, for logs and limits
 * @param scheme that the client used: {@code http} or {@code https}
 */
public record ClientInfo(InetAddress address, String scheme) {
  private static final String SECURE = "https";

  /** The other end of a connection. */
  public static ClientInfo of(ConnectionInfo connection) {
    return new ClientInfo(connection.peer().getAddress(), connection.scheme());
  }

  /** Whether the client used TLS, so that nobody else could read the request. */
  public boolean isSecure() {
    return scheme.equals(SECURE);
  }
}
