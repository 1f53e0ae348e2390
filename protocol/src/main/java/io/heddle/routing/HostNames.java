package io.heddle.routing;

import io.heddle.http.Ascii;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values by host name, such as virtual servers by their names. A name that is written in full takes
 * precedence over a wildcard, and a longer wildcard over a shorter one. An IPv6 address may be
 * written in any way. Immutable and thread-safe.
 *
 * @param <T> the type of the values
 */
public final class HostNames<T> {
  private static final String WILDCARD = "*.";

  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f.]*:[0-9a-f:.]*]");

  /** The longest name that DNS allows (RFC 1035 section 2.3.4). */
  private static final int MAX_NAME_CHARS = 253;

  private final Map<String, T> exact;

  /** The values of wildcards, by the part after the asterisk, which begins with a dot. */
  private final Map<String, T> wildcards;

  private HostNames(Map<String, T> exact, Map<String, T> wildcards) {
    this.exact = Map.copyOf(exact);
    this.wildcards = Map.copyOf(wildcards);
  }

  /** Collects names. */
  public static <T> Builder<T> builder() {
    return new Builder<>();
  }

  /**
   * The value for the host of a request. Case, port and a final dot do not matter (RFC 9110 section
   * 4.2.3).
   *
   * @param authority host and port, as in the Host field; may be empty
   */
  public Optional<T> find(String authority) {
    T asWritten = exact.get(authority);
    if (asWritten != null) {
      return Optional.of(asWritten);
    }
    String host = host(authority);
    if (host.length() > MAX_NAME_CHARS) {
      return Optional.empty();
    }
    if (host.startsWith("[")) {
      return canonicalAddress(host).flatMap(it -> Optional.ofNullable(exact.get(it)));
    }
    T named = exact.get(host);
    return Optional.ofNullable(named != null ? named : wildcard(host));
  }

  private @Nullable T wildcard(String host) {
    T found = null;
    for (int dot = host.indexOf('.'); found == null && dot >= 0; dot = host.indexOf('.', dot + 1)) {
      found = dot == 0 ? null : wildcards.get(host.substring(dot));
    }
    return found;
  }

  /** The host of an authority in lower case, without the port and without a final dot. */
  private static String host(String authority) {
    int colon = authority.indexOf(':', authority.indexOf(']') + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String relative = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return relative.toLowerCase(Locale.ROOT);
  }

  /** An IPv6 address in brackets in the form that Java prints; empty if it is malformed. */
  private static Optional<String> canonicalAddress(String host) {
    if (!IPV6.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(host.substring(1, host.length() - 1));
      return Optional.of("[" + address.getHostAddress() + "]");
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Collects names and their values. */
  public static final class Builder<T> {
    private final Map<String, T> exact = new HashMap<>();
    private final Map<String, T> wildcards = new HashMap<>();

    private Builder() {}

    /**
     * Adds a name.
     *
     * @param name a host name such as {@code example.org}, an address, or a wildcard such as {@code
     *     *.example.org}, which includes names with more parts, but not {@code example.org}
     * @throws IllegalArgumentException when it is malformed, or has been added before
     */
    public Builder<T> add(String name, T value) {
      boolean isWildcard = name.startsWith(WILDCARD);
      String host = host(isWildcard ? name.substring(WILDCARD.length()) : name);
      boolean isAddress = !isWildcard && host.startsWith("[");
      Optional<String> canonical = isAddress ? canonicalAddress(host) : Optional.of(host);
      if (canonical.isEmpty() || !(isAddress || isHost(host))) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is not a host name, such as example.org or *.example.org");
      }
      if (name.indexOf(':') >= 0 && !name.endsWith("]")) {
        throw new IllegalArgumentException("\"" + name + "\" has a port: name only the host");
      }
      T before =
          isWildcard
              ? wildcards.putIfAbsent("." + host, value)
              : exact.putIfAbsent(canonical.get(), value);
      if (before != null) {
        throw new IllegalArgumentException("\"" + name + "\" is already the name of another");
      }
      return this;
    }

    private static boolean isHost(String host) {
      return !host.isEmpty()
          && host.length() <= MAX_NAME_CHARS
          && !host.startsWith(".")
          && !host.contains("..")
          && host.chars().allMatch(Builder::isNameChar);
    }

    /**
     * Letters, digits and hyphens (RFC 1123 section 2.1), dots, and underscores, which are common.
     */
    private static boolean isNameChar(int c) {
      return (c >= 'a' && c <= 'z') || Ascii.isDigit(c) || c == '-' || c == '.' || c == '_';
    }

    public HostNames<T> build() {
      return new HostNames<>(exact, wildcards);
    }
  }
}
