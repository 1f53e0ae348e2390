package io.heddle.proxy;

import java.util.Optional;

/**
 * What a proxy changes in requests.
 *
 * @param prefix of the paths that it gets
 * @param replacement for the prefix in requests to the servers; empty if the path stays
 * @param keepsHost whether the servers get the client's Host field instead of their own address
 */
public record ProxyRules(String prefix, Optional<String> replacement, boolean keepsHost) {
  /** Rules that change no path. */
  public static final ProxyRules STANDARD = new ProxyRules("/", Optional.empty(), false);

  /** The path to request from a server. */
  String path(String path) {
    return replacement.map(instead -> instead + path.substring(prefix.length())).orElse(path);
  }
}
