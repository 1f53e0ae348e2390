package io.heddle.app;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The URL of a listener, with an IPv6 address in its short form (RFC 5952 section 4). */
final class ListeningUrl {
  /** Two or more groups of zeros. */
  private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

  private ListeningUrl() {}

  static String of(String scheme, InetAddress address, int port) {
    return scheme + "://" + host(address) + ":" + port + "/";
  }

  private static String host(InetAddress address) {
    if (!(address instanceof Inet6Address six)) {
      return address.getHostAddress();
    }
    int percent = six.getHostAddress().indexOf('%');
    // A zone follows an escaped percent sign (RFC 6874).
    String zone = percent < 0 ? "" : "%25" + six.getHostAddress().substring(percent + 1);
    return "[" + shortened(groups(six)) + zone + "]";
  }

  private static String groups(Inet6Address address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress()).order(ByteOrder.BIG_ENDIAN);
    StringBuilder groups = new StringBuilder();
    while (bytes.hasRemaining()) {
      groups.append(groups.isEmpty() ? "" : ":");
      groups.append(Integer.toHexString(Short.toUnsignedInt(bytes.getShort())));
    }
    return groups.toString();
  }

  /** Replaces the longest run of zeros with two colons; of equal runs, the first. */
  private static String shortened(String groups) {
    MatchResult longest = null;
    for (MatchResult run : ZEROS.matcher(groups).results().toList()) {
      if (longest == null || run.group().length() > longest.group().length()) {
        longest = run;
      }
    }
    if (longest == null) {
      return groups;
    }
    String before = groups.substring(0, longest.start()).replaceFirst(":$", "");
    String after = groups.substring(longest.end()).replaceFirst("^:", "");
    return before + "::" + after;
  }
}
