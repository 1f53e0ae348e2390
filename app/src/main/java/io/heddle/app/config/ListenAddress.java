package io.heddle.app.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An address that a virtual server listens on, as the user writes it: {@code 8080}, {@code
 * 127.0.0.1:8080}, {@code [::1]:8080}, {@code 8443 tls} or {@code 8443 tls proxy-protocol}. A port
 * alone means all addresses of this machine, IPv4 and IPv6, and so do {@code 0.0.0.0} and {@code
 * [::]}: Java cannot tell them apart.
 *
 * @param isTls whether its connections use TLS
 * @param isProxied whether its connections begin with a header of the PROXY protocol
 */
public record ListenAddress(InetSocketAddress address, boolean isTls, boolean isProxied) {
  private static final String TLS = "tls";
  private static final String PROXY_PROTOCOL = "proxy-protocol";
  private static final Set<String> WORDS = Set.of(TLS, PROXY_PROTOCOL);
  private static final String REMEDY =
      "write a port, or an address and a port, such as 8080, 127.0.0.1:8080 or [::1]:8080;"
          + " for TLS, append the word tls; behind a proxy that sends the PROXY protocol, append"
          + " proxy-protocol";
  private static final int MAX_PORT = 65_535;

  /** All addresses of this machine. */
  private static final InetAddress ALL = new InetSocketAddress(0).getAddress();

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with a remedy
   */
  static ListenAddress parse(String text) {
    List<String> words = List.of(text.strip().split("\\s+"));
    String place = words.getFirst();
    Set<String> kinds = new HashSet<>(words.subList(1, words.size()));
    if (!WORDS.containsAll(kinds) || kinds.size() < words.size() - 1) {
      throw new IllegalArgumentException(REMEDY);
    }
    int colon = place.lastIndexOf(':');
    String host = colon < 0 ? "*" : place.substring(0, colon);
    return new ListenAddress(
        new InetSocketAddress(address(host), port(place.substring(colon + 1))),
        kinds.contains(TLS),
        kinds.contains(PROXY_PROTOCOL));
  }

  /** The address of the options, where a server listens that names none. */
  public static ListenAddress ofOptions(InetAddress address, int port, boolean isProxied) {
    InetAddress normal = address.isAnyLocalAddress() ? ALL : address;
    return new ListenAddress(new InetSocketAddress(normal, port), false, isProxied);
  }

  private static InetAddress address(String host) {
    if (host.isEmpty() || host.equals("*")) {
      return ALL;
    }
    if (host.indexOf(':') >= 0 && !host.startsWith("[")) {
      throw new IllegalArgumentException("put an IPv6 address in brackets, as in [::1]:8080");
    }
    try {
      InetAddress found = InetAddress.getByName(host);
      return found.isAnyLocalAddress() ? ALL : found;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("unknown host: " + REMEDY, e);
    }
  }

  private static int port(String text) {
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_PORT) {
      throw new IllegalArgumentException(REMEDY);
    }
    return Integer.parseInt(text);
  }

  /** Whether this listens on all addresses, and so on the port of another one too. */
  public boolean includes(ListenAddress other) {
    return address.getAddress().isAnyLocalAddress()
        && !other.address.getAddress().isAnyLocalAddress()
        && address.getPort() == other.address.getPort()
        && address.getPort() != 0;
  }

  @Override
  public String toString() {
    String host = address.getAddress().getHostAddress();
    String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return shown
        + ":"
        + address.getPort()
        + (isTls ? " " + TLS : "")
        + (isProxied ? " " + PROXY_PROTOCOL : "");
  }
}
