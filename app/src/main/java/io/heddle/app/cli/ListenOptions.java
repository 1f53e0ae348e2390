package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.Option;

/** Where the server listens and how many it lets in. */
public final class ListenOptions {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = {"Name or address to listen on; 0.0.0.0 or :: for all.", DEFAULT})
  String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      converter = WholeNumberConverter.class,
      description = {"Port to listen on; 0 picks a free one.", DEFAULT})
  int port;

  @Option(
      names = "--reuse-port",
      description = "Let several processes listen on the port; the kernel deals connections out.")
  boolean reusePort;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "4096",
      converter = WholeNumberConverter.class,
      description = {
        "How many connections may wait to be accepted; the kernel caps it at net.core.somaxconn.",
        DEFAULT
      })
  int backlog;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "16384",
      converter = WholeNumberConverter.class,
      description = {"Further connections are answered 503.", DEFAULT})
  int maxConnections;

  private InetAddress address = InetAddress.getLoopbackAddress();

  ListenOptions() {}

  /** Checks the values, and looks the host up. */
  void check() {
    WrongValue.unlessWithin(0, 65_535, port, "--port");
    WrongValue.unlessWithin(1, Integer.MAX_VALUE, backlog, "--backlog");
    WrongValue.unlessWithin(1, Integer.MAX_VALUE, maxConnections, "--max-connections");
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new WrongValue(
          "no address is known for it: write one, such as 127.0.0.1 or ::1", "--host");
    }
  }

  public String host() {
    return host;
  }

  /** The host's address. */
  public InetAddress address() {
    return address;
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
}
