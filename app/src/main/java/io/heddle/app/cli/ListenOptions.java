package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the listener and its connections. */
public final class ListenOptions {
  static final String PORT = "--port";

  private static final String HOST = "--host";
  private static final String INHERIT = "--inherit";
  private static final String REUSE_PORT = "--reuse-port";
  private static final String BACKLOG = "--backlog";
  private static final String MAX_OF_CLIENT = "--max-connections-per-client";

  /** What the owner of an inherited socket decides. */
  private static final List<String> OF_A_NEW_SOCKET = List.of(HOST, PORT, REUSE_PORT, BACKLOG);

  static final int MAX_PORT = 65_535;

  /** Descriptors that are not connections: jars, logs, listeners, selectors. */
  private static final int OTHER_DESCRIPTORS = 64;

  @Option(
      names = HOST,
      paramLabel = "HOST",
      converter = Host.Converter.class,
      description = {"Name or address to listen on; 0.0.0.0 or :: for all.", DEFAULT})
  Host host = Host.LOOPBACK;

  @Option(
      names = PORT,
      paramLabel = "PORT",
      converter = WholeNumberConverter.class,
      description = {"Port to listen on; 0 picks a free one.", DEFAULT})
  int port = 8080;

  @Option(
      names = INHERIT,
      fallbackValue = "true",
      description =
          "Serve the listening socket that is standard input, such as that of a systemd socket unit"
              + " (StandardInput=socket), instead of opening one.")
  boolean inherit;

  @Option(
      names = REUSE_PORT,
      fallbackValue = "true",
      description =
          "Let several processes listen on the port; the kernel distributes the connections.")
  boolean reusePort;

  @Option(
      names = BACKLOG,
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {
        "How many connections may wait to be accepted; net.core.somaxconn is the upper limit.",
        DEFAULT
      })
  int backlog = 4096;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {"Most open connections; further ones are answered 503.", DEFAULT})
  int maxConnections = 16_384;

  @Option(
      names = MAX_OF_CLIENT,
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description =
          "Most open connections of a client: an IPv4 address, or an IPv6 network of 64 bits. Further"
              + " ones are answered 429. There is no limit unless you set it.")
  private @Nullable Integer maxOfClient;

  ListenOptions() {}

  /** Checks the values, and rejects options that an inherited socket makes useless. */
  void check(Predicate<String> isSet) {
    for (String option : OF_A_NEW_SOCKET) {
      if (inherit && isSet.test(option)) {
        throw new WrongValue(
            "with " + INHERIT + ", the owner of the socket decides on this: remove this option",
            option);
      }
    }
    WrongValue.unlessWithin(0, MAX_PORT, port, PORT);
    WrongValue.unlessWithin(1, Integer.MAX_VALUE, backlog, BACKLOG);
    WrongValue.unlessWithin(1, Integer.MAX_VALUE, maxConnections, "--max-connections");
    if (maxOfClient != null) {
      WrongValue.unlessWithin(1, Integer.MAX_VALUE, maxOfClient, MAX_OF_CLIENT);
    }
  }

  /**
   * A warning if this process may open fewer descriptors than it needs for its connections.
   *
   * @param openFiles how many files it may keep open besides
   */
  Optional<String> warning(long maxDescriptors, int openFiles) {
    long others = (long) OTHER_DESCRIPTORS + openFiles;
    if (maxConnections + others <= maxDescriptors) {
      return Optional.empty();
    }
    return Optional.of(
        "--max-connections=%d is more than the %d files that this process may open: raise the limit"
                .formatted(maxConnections, maxDescriptors)
            + " (ulimit -n), or write --max-connections="
            + Math.max(1, maxDescriptors - others));
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (inherit) {
      OF_A_NEW_SOCKET.forEach(option -> values.remove(option.substring(2)));
    }
  }

  /** Whether to serve the socket that is standard input. */
  public boolean inherit() {
    return inherit;
  }

  /** The host's address. */
  public InetAddress address() {
    return host.address();
  }

  public int port() {
    return port;
  }

  public boolean reusePort() {
    return reusePort;
  }

  public int backlog() {
    return backlog;
  }

  public int maxConnections() {
    return maxConnections;
  }

  /** The most connections of a client; empty if there is no limit. */
  public OptionalInt maxConnectionsPerClient() {
    return maxOfClient == null ? OptionalInt.empty() : OptionalInt.of(maxOfClient);
  }
}
