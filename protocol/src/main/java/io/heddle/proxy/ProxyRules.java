package io.heddle.proxy;

import java.util.Optional;

/**
 * What a proxy changes in requests, and changes back in answers.
 *
 * @param prefix of the paths that it gets
 * @param replacement for the prefix in requests to the servers; empty if the path stays
 * @param keepsHost whether the servers get the client's Host field instead of their own address
 */
public record ProxyRules(String prefix, Optional<String> replacement, boolean keepsHost) {
  /** Rules that change no path. */
  public static final ProxyRules STANDARD = new ProxyRules("/", Optional.empty(), false);

  private static final String SCHEME = "http://";

  /** The path to request from a server. */
  String path(String path) {
    return replacement.map(instead -> instead + path.substring(prefix.length())).orElse(path);
  }

  /**
   * The value of a Location field for the client, who knows neither the server's address nor the
   * replacement.
   *
   * @param value from the server
   * @param authority host and port of the server
   */
  String location(String value, String authority) {
    String root = SCHEME + authority;
    boolean isUrl = value.regionMatches(true, 0, root, 0, root.length());
    String path = isUrl ? value.substring(root.length()) : value;
    if (!isPath(path) || (!isUrl && hasOwnPath(path))) {
      return value;
    }
    String outer = outer(path);
    return isPath(outer) ? outer : value;
  }

  /** Whether it begins with one slash: after two, a client reads the name of a host. */
  private static boolean isPath(String text) {
    return text.startsWith("/") && !text.startsWith("//") && !text.startsWith("/\\");
  }

  /** The path that leads to this path of a server; empty if none does. */
  private String outer(String path) {
    return replacement
        .map(instead -> path.startsWith(instead) ? prefix + path.substring(instead.length()) : "")
        .orElse(path);
  }

  /** Whether a path, which may have a query, is the prefix or begins with it. */
  private boolean isBelow(String path) {
    String folder = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return path.startsWith(prefix)
        || (path.startsWith(folder)
            && (path.length() == folder.length()
                || "?#".indexOf(path.charAt(folder.length())) >= 0));
  }

  /** Whether a path is most likely the client's already, and the server knows the location. */
  private boolean hasOwnPath(String path) {
    return isBelow(path) && replacement.filter(prefix::startsWith).isPresent();
  }
}
