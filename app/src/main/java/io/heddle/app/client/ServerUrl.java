package io.heddle.app.client;

import io.heddle.http.PercentEncoding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL, taken apart. Its path and query are sent as they are written.
 *
 * @param host a name or an address, without brackets
 * @param target path and query
 * @param user user and password, decoded; empty if the URL has none
 */
record ServerUrl(boolean isTls, String host, int port, String target, Optional<String> user) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://|(?!\\w+:/))"
              + "(?:(?<user>[^/?#]*)@)?"
              + "(?<host>\\[[^\\]/?#@]+]|[^:/?#@\\[\\]]+)"
              + "(?::(?<port>\\d{0,5}))?"
              + "(?<target>[/?][^#]*)?"
              + "(?:#.*)?");

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  /**
   * Reads a URL. Without a scheme it is one of http.
   *
   * @throws TransferException when it is malformed, or of another scheme
   */
  static ServerUrl of(String text) throws TransferException {
    Matcher url = FORM.matcher(text);
    if (!url.matches()) {
      throw wrong(text, "write one such as http://127.0.0.1:8080/path or http://[::1]:8080/");
    }
    boolean isTls = isTls(url.group("scheme"));
    String host = url.group("host").replaceAll("[\\[\\]]", "").replaceFirst("%25", "%");
    String path = url.group("target") == null ? "/" : url.group("target");
    return new ServerUrl(
        isTls,
        host,
        port(text, url.group("port"), isTls),
        path.startsWith("/") ? path : "/" + path,
        decoded(text, url.group("user")));
  }

  private static boolean isTls(@Nullable String scheme) throws TransferException {
    return switch (scheme == null ? "http" : scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> false;
      case "https" -> true;
      default ->
          throw new TransferException(
              ExitStatus.UNKNOWN_SCHEME,
              "unknown scheme " + scheme + ": write http:// or https:// (or no scheme)");
    };
  }

  private static int port(String text, @Nullable String written, boolean isTls)
      throws TransferException {
    if (written == null || written.isEmpty()) {
      return isTls ? HTTPS_PORT : HTTP_PORT;
    }
    int port = Integer.parseInt(written);
    if (port == 0 || port > MAX_PORT) {
      throw wrong(text, "write a port from 1 to " + MAX_PORT);
    }
    return port;
  }

  /** A plus sign stays: only forms encode a space as one. */
  private static Optional<String> decoded(String text, @Nullable String user)
      throws TransferException {
    try {
      return Optional.ofNullable(user)
          .map(name -> URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw wrong(text, "percent-encode its user and password");
    }
  }

  private static TransferException wrong(String text, String remedy) {
    return new TransferException(
        ExitStatus.WRONG_URL, "invalid URL " + withoutUser(text) + ": " + remedy);
  }

  /** The text without a password, for messages. */
  private static String withoutUser(String text) {
    return text.replaceFirst("//[^/?#]*@", "//");
  }

  private int usualPort() {
    return isTls ? HTTPS_PORT : HTTP_PORT;
  }

  /** Host and port as in a URL, with brackets around an IPv6 address and without its zone. */
  String authority() {
    String plain = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
    return port == usualPort() ? plain : plain + ":" + port;
  }

  /** Where the connection goes, for messages. */
  String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Whether one connection serves both. */
  boolean isSameServer(ServerUrl other) {
    return isTls == other.isTls && port == other.port && host.equalsIgnoreCase(other.host);
  }

  /** This URL with the name of a file at its end, if it is that of a folder and has no query. */
  ServerUrl withFile(String name) {
    return target.endsWith("/") && target.indexOf('?') < 0
        ? new ServerUrl(isTls, host, port, target + PercentEncoding.encode(name), user)
        : this;
  }

  /** The value of Authorization for its user, if it has one (RFC 7617). */
  Optional<String> authorization() {
    return user.map(
        text ->
            "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The URL without its user. */
  @Override
  public String toString() {
    return (isTls ? "https://" : "http://") + authority() + target;
  }
}
