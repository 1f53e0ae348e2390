package io.heddle.app.config;

import io.heddle.http.Ascii;
import io.heddle.proxy.Balance;
import io.heddle.proxy.Proxy;
import io.heddle.proxy.ProxyRules;
import io.heddle.proxy.Upstream;
import io.heddle.proxy.UpstreamLimits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of a location whose requests other servers answer. */
final class ProxyReader {
  private static final String PROXY = "proxy";

  private static final String BALANCE = "balance";
  private static final String KEEP_HOST = "keep-host";
  private static final String CONNECT = "upstream-connect-timeout";
  private static final String RESPONSE = "upstream-response-timeout";
  private static final String READ = "upstream-read-timeout";
  private static final String IDLE = "upstream-idle-timeout";
  private static final String IDLE_CONNECTIONS = "upstream-idle-connections";
  private static final String CONNECTIONS = "upstream-connections";
  private static final String MAX_FAILS = "upstream-max-fails";
  private static final String FAIL_PAUSE = "upstream-fail-pause";

  static final Set<String> KEYS =
      Set.of(
          PROXY,
          BALANCE,
          KEEP_HOST,
          CONNECT,
          RESPONSE,
          READ,
          IDLE,
          IDLE_CONNECTIONS,
          CONNECTIONS,
          MAX_FAILS,
          FAIL_PAUSE);

  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");
  private static final int HTTP_PORT = 80;
  private static final int MAX_CONNECTIONS = 1_000_000;

  private final Block block;
  private final String path;

  private ProxyReader(LocationBlock location) {
    this.block = location.block();
    this.path = location.path();
  }

  /** What the location serves; empty if a mistake leaves nothing. */
  static Optional<Served> read(LocationBlock location) {
    return new ProxyReader(location).read();
  }

  /** A server and the path on it, which is empty if the client's path stays. */
  private record Target(Upstream.Address address, String path) {}

  private Optional<Served> read() {
    List<Target> targets = block.values(PROXY, ProxyReader::target);
    Balance balance = block.value(BALANCE, ProxyReader::balance).orElse(Balance.ROUND_ROBIN);
    boolean keepsHost = block.flag(KEEP_HOST);
    UpstreamLimits limits = limits();
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    String replacement = targets.getFirst().path();
    if (!targets.stream().allMatch(target -> target.path().equals(replacement))) {
      block.mistake(PROXY, "all servers must have the same path: write the same one, or none");
    }
    if (!replacement.isEmpty() && path.endsWith("/") && !replacement.endsWith("/")) {
      block.mistake(
          PROXY, "the path of the location ends with a slash, and this one does not: add one");
    }
    Upstream upstream =
        new Upstream(
            targets.stream().map(Target::address).toList(), limits, balance, System::nanoTime);
    Optional<String> instead = replacement.isEmpty() ? Optional.empty() : Optional.of(replacement);
    return Optional.of(
        new Served.Proxied(new Proxy(upstream, new ProxyRules(path, instead, keepsHost))));
  }

  private UpstreamLimits limits() {
    UpstreamLimits standard = UpstreamLimits.STANDARD;
    return standard
        .withTimes(
            time(CONNECT, standard.connect()),
            time(RESPONSE, standard.response()),
            time(READ, standard.between()))
        .withIdle(
            time(IDLE, standard.idle()),
            block.number(IDLE_CONNECTIONS, 0, MAX_CONNECTIONS).orElse(standard.maxIdle()))
        .withMaxConnections(
            block.number(CONNECTIONS, 1, MAX_CONNECTIONS).orElse(standard.maxConnections()))
        .withFails(
            block.number(MAX_FAILS, 0, MAX_CONNECTIONS).orElse(standard.maxFails()),
            time(FAIL_PAUSE, standard.failPause()));
  }

  private Duration time(String key, Duration standard) {
    return block.value(key, ProxyReader::time).orElse(standard);
  }

  private static Duration time(String text) {
    Matcher form = TIME.matcher(text);
    long number = form.matches() ? Long.parseLong(form.group(1)) : 0;
    if (number == 0) {
      throw new IllegalArgumentException("write a time, such as 500ms, 10s or 5m");
    }
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static Balance balance(String text) {
    return switch (text) {
      case "round-robin" -> Balance.ROUND_ROBIN;
      case "least-connections" -> Balance.LEAST_CONNECTIONS;
      default -> throw new IllegalArgumentException("write round-robin or least-connections");
    };
  }

  private static Target target(String text) {
    URI uri = uri(text);
    if ("https".equalsIgnoreCase(uri.getScheme())) {
      throw new IllegalArgumentException(
          "servers behind a proxy are reached without TLS: write http://");
    }
    boolean isComplete =
        "http".equalsIgnoreCase(uri.getScheme())
            && uri.getHost() != null
            && uri.getRawUserInfo() == null
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!isComplete) {
      throw new IllegalArgumentException(
          "write the URL of a server, such as http://127.0.0.1:9000, with a path or without");
    }
    String path = uri.getRawPath();
    if (!path.chars().allMatch(c -> c <= '~' && Ascii.isTargetChar((byte) c))) {
      throw new IllegalArgumentException(
          "the path has a character that no path has: percent-encode it");
    }
    if (uri.getHost().contains("%")) {
      throw new IllegalArgumentException(
          "no Host field can name an interface: write the address without %");
    }
    int port = uri.getPort() < 0 ? HTTP_PORT : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("write a port from 1 to 65535");
    }
    InetSocketAddress socket = new InetSocketAddress(address(uri.getHost()), port);
    return new Target(new Upstream.Address(socket, uri.getRawAuthority()), path);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("this is no URL: " + e.getReason(), e);
    }
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("unknown host: write a name or address that exists", e);
    }
  }
}
