package io.heddle.app.cli;

import picocli.CommandLine.Option;

/** Where the server listens and how many it lets in. */
public final class ListenOptions {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "Name or address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}")
  String host = "";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port to listen on; 0 picks a free one. Default: ${DEFAULT-VALUE}")
  int port;

  @Option(
      names = "--reuse-port",
      description = "Let several processes listen on the port; the kernel deals connections out.")
  boolean reusePort;

  @Option(
      names = "--backlog",
      paramLabel = "N",
      defaultValue = "4096",
      description = {
        "How many connections may wait to be accepted; the kernel caps it at net.core.somaxconn.",
        "Default: ${DEFAULT-VALUE}"
      })
  int backlog;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "16384",
      description = "Further connections are answered 503. Default: ${DEFAULT-VALUE}")
  int maxConnections;

  ListenOptions() {}

  public String host() {
    return host;
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
