package io.heddle.app.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a Redis server is, such as {@code redis://127.0.0.1:6379/0}.
 *
 * @param host a name or an address; an IPv6 address has no brackets
 * @param database its number
 * @param password empty if it asks for none
 */
public record RedisAddress(String host, int port, int database, Optional<String> password) {
  private static final int STANDARD_PORT = 6379;
  private static final int MAX_PORT = 65_535;
  private static final String REMEDY =
      "write redis:// with a host, and a port and the number of a database if they are not the"
          + " standard ones: redis://127.0.0.1:6379/0";

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none; the message is the remedy
   */
  public static RedisAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(REMEDY, e);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("write the password to a file: password-file = FILE");
    }
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    if (!"redis".equals(uri.getScheme())
        || uri.getHost() == null
        || uri.getPort() == 0
        || uri.getPort() > MAX_PORT
        || !path.matches("/?|/\\d{1,5}")
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(REMEDY);
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int port = uri.getPort() < 0 ? STANDARD_PORT : uri.getPort();
    int database = path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    return new RedisAddress(host, port, database, Optional.empty());
  }

  /** A copy with a password. */
  public RedisAddress withPassword(Optional<String> value) {
    return new RedisAddress(host, port, database, value);
  }

  /** The address without the password. */
  @Override
  public String toString() {
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "redis://" + shown + ":" + port + "/" + database;
  }
}
