package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.app.values.Time;
import io.heddle.app.values.TimeConverter;
import io.heddle.connection.Timeouts;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that limit how long a client or a handler may take. */
public final class TimeoutOptions {
  private static final Timeouts STANDARD = Timeouts.STANDARD;
  private static final int MAX_RATE_BYTES = 1 << 30;

  @Option(
      names = "--head-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = {"Longest time for a request head to arrive; then 408.", DEFAULT})
  Time head = new Time(STANDARD.head());

  @Option(
      names = "--body-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = {"Longest pause within a request body; then 408.", DEFAULT})
  Time body = new Time(STANDARD.body());

  @Option(
      names = "--write-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = {
        "Longest time without progress while sending; then the connection is closed.",
        DEFAULT
      })
  Time write = new Time(STANDARD.write());

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = {
        "Longest pause between two requests of a connection; then it is closed.",
        DEFAULT
      })
  Time idle = new Time(STANDARD.idle());

  @Option(
      names = "--linger-timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = {
        "How long to discard further input after the last response, so that the client can read it.",
        DEFAULT
      })
  Time linger = new Time(STANDARD.linger());

  @Option(
      names = "--min-rate",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "Lowest average rate of a body in either direction, in bytes per second, once the server"
            + " has waited 10s for the client in all; a slower client is cut off. 0 switches this off.",
        DEFAULT
      })
  Size minRate = new Size(STANDARD.minRate());

  @Option(
      names = "--handler-timeout",
      paramLabel = "TIME|off",
      converter = LimitConverter.class,
      description = {
        "Longest time that a handler may compute or wait; then it is interrupted: 503.",
        DEFAULT
      })
  Limit handler = new Limit(Optional.empty());

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = {"How long running requests may take after SIGTERM or SIGINT.", DEFAULT})
  Time grace = new Time(Duration.ofSeconds(10));

  /** A time, or no limit. */
  record Limit(Optional<Time> time) {
    private static final String OFF = "off";

    @Override
    public String toString() {
      return time.map(Time::toString).orElse(OFF);
    }
  }

  TimeoutOptions() {}

  void check() {
    check("--head-timeout", Timeouts.MIN, head);
    check("--body-timeout", Timeouts.MIN, body);
    check("--write-timeout", Timeouts.MIN, write);
    check("--idle-timeout", Timeouts.MIN, idle);
    check("--linger-timeout", Timeouts.MIN, linger);
    check("--grace", Duration.ZERO, grace);
    handler.time().ifPresent(time -> check("--handler-timeout", Timeouts.MIN, time));
    WrongValue.unlessWithin(0, MAX_RATE_BYTES, minRate.bytes(), "--min-rate");
  }

  private static void check(String option, Duration least, Time value) {
    Duration duration = value.duration();
    if (duration.compareTo(least) < 0 || duration.compareTo(Timeouts.MAX) > 0) {
      throw new WrongValue(
          "write a time from %dms to %dh".formatted(least.toMillis(), Timeouts.MAX.toHours()),
          option);
    }
  }

  /** The timeouts; call this after {@link #check()}. */
  public Timeouts toTimeouts() {
    return STANDARD
        .withHead(head.duration())
        .withBody(body.duration())
        .withWrite(write.duration())
        .withIdle(idle.duration())
        .withLinger(linger.duration())
        .withHandler(handler.time().map(Time::duration))
        .withMinRate(minRate.bytes());
  }

  public Duration grace() {
    return grace.duration();
  }

  /** Reads {@code off} or a time. */
  static final class LimitConverter implements ITypeConverter<Limit> {
    LimitConverter() {}

    @Override
    public Limit convert(String text) {
      if (text.equals(Limit.OFF)) {
        return new Limit(Optional.empty());
      }
      try {
        return new Limit(Optional.of(new TimeConverter().convert(text)));
      } catch (TypeConversionException e) {
        throw new TypeConversionException(e.getMessage() + ", or off");
      }
    }
  }
}
