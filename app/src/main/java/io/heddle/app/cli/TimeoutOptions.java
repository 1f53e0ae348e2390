package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

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
      description = {"For a whole request head; above: 408.", DEFAULT})
  Duration head = Duration.ZERO;

  @Option(
      names = "--body-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = {"Between two pieces of a body; above: 408.", DEFAULT})
  Duration body = Duration.ZERO;

  @Option(
      names = "--write-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      converter = DurationConverter.class,
      description = {"For a client that does not read what it is sent.", DEFAULT})
  Duration write = Duration.ZERO;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      converter = DurationConverter.class,
      description = {"Between two requests of a connection.", DEFAULT})
  Duration idle = Duration.ZERO;

  @Option(
      names = "--linger-timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = {
        "How long to drop what a refused client still sends, so that it can read the answer.",
        DEFAULT
      })
  Duration linger = Duration.ZERO;

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = DurationConverter.class,
      description = {"For running requests once SIGTERM or SIGINT came.", DEFAULT})
  Duration grace = Duration.ZERO;

  TimeoutOptions() {}

  void check() {
    check("--head-timeout", Timeouts.LEAST, head);
    check("--body-timeout", Timeouts.LEAST, body);
    check("--write-timeout", Timeouts.LEAST, write);
    check("--idle-timeout", Timeouts.LEAST, idle);
    check("--linger-timeout", Timeouts.LEAST, linger);
    check("--grace", Duration.ZERO, grace);
  }

  private static void check(String option, Duration least, Duration value) {
    if (value.compareTo(least) < 0 || value.compareTo(Timeouts.MOST) > 0) {
      throw new WrongValue(
          "write a time from %dms to %dh".formatted(least.toMillis(), Timeouts.MOST.toHours()),
          option);
    }
  }

  /** The timeouts, once they have been checked. */
  public Timeouts toTimeouts() {
    return new Timeouts(head, body, write, idle, linger);
  }

  public Duration grace() {
    return grace;
  }
}
