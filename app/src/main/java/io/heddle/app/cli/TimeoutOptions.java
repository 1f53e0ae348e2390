package io.heddle.app.cli;

import io.heddle.connection.Timeouts;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a client may take. */
public final class TimeoutOptions {
  @Option(
      names = "--head-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "For a whole request head; above: 408. Default: ${DEFAULT-VALUE}")
  Duration head = Duration.ZERO;

  @Option(
      names = "--body-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "Between two pieces of a body; above: 408. Default: ${DEFAULT-VALUE}")
  Duration body = Duration.ZERO;

  @Option(
      names = "--write-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = "For a client that does not read what it is sent. Default: ${DEFAULT-VALUE}")
  Duration write = Duration.ZERO;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = "Between two requests of a connection. Default: ${DEFAULT-VALUE}")
  Duration idle = Duration.ZERO;

  @Option(
      names = "--linger-timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = {
        "How long to drop what a refused client still sends, so that it can read the answer.",
        "Default: ${DEFAULT-VALUE}"
      })
  Duration linger = Duration.ZERO;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = "For running requests once SIGTERM or SIGINT came. Default: ${DEFAULT-VALUE}")
  Duration grace = Duration.ZERO;

  TimeoutOptions() {}

  /**
   * The timeouts.
   *
   * @throws IllegalArgumentException when one is out of its bounds
   */
  public Timeouts toTimeouts() {
    return new Timeouts(head, body, write, idle, linger);
  }

  public Duration grace() {
    return grace;
  }
}
