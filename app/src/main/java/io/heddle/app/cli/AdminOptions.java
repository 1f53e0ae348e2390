package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import java.net.InetAddress;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for the admin pages. */
public final class AdminOptions {
  private static final String PORT = "--admin-port";
  private static final String HOST = "--admin-host";
  private static final String OFF = "off";
  private static final String FLIGHT_RECORDER = "--flight-recorder";

  @Option(
      names = PORT,
      paramLabel = "PORT|off",
      converter = PortConverter.class,
      description = {
        "Port for /metrics, /health/live, /health/ready and /info; 0 picks a free one, off also"
            + " switches the metrics off.",
        DEFAULT
      })
  Port port = new Port(OptionalInt.of(8081));

  @Option(
      names = HOST,
      paramLabel = "HOST",
      converter = Host.Converter.class,
      description = {
        "Name or address for these pages. Anyone who can reach it can read them.",
        DEFAULT
      })
  Host host = Host.LOOPBACK;

  @Option(
      names = FLIGHT_RECORDER,
      description =
          "Measure pinned virtual threads too. This runs Java's Flight Recorder, which keeps a folder"
              + " in java.io.tmpdir and may end the process if it cannot write there.")
  boolean flightRecorder;

  /** A port, or none. */
  record Port(OptionalInt number) {
    @Override
    public String toString() {
      return number.isPresent() ? Integer.toString(number.getAsInt()) : OFF;
    }
  }

  AdminOptions() {}

  /** Checks the values, and rejects an address or the recorder without admin pages. */
  void check(Predicate<String> isSet) {
    port.number().ifPresent(n -> WrongValue.unlessWithin(0, ListenOptions.MAX_PORT, n, PORT));
    if (port.number().isEmpty() && isSet.test(HOST)) {
      throw new WrongValue(
          "there are no admin pages with " + PORT + "=off: remove this option", HOST);
    }
    if (port.number().isEmpty() && flightRecorder) {
      throw new WrongValue(
          "there are no metrics with " + PORT + "=off: name a port, or remove this option",
          FLIGHT_RECORDER);
    }
  }

  /** Checks that the admin pages and the site do not use the same port. */
  void check(ListenOptions listen) {
    int taken = port.number().orElse(0);
    if (taken != 0 && !listen.inherit() && taken == listen.port() && host.overlaps(listen.host)) {
      throw new WrongValue(
          "%s=%d and %s=%d use the same address: choose another port for one of them"
              .formatted(ListenOptions.PORT, taken, PORT, taken),
          ListenOptions.PORT,
          PORT);
    }
  }

  /** Whether the admin pages are on this port of the site's address. */
  boolean overlaps(ListenOptions listen, int other) {
    return port.number().orElse(0) == other && host.overlaps(listen.host);
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (port.number().isEmpty()) {
      values.remove("admin-host");
    }
  }

  /** The port; empty if the admin pages are off. */
  public OptionalInt port() {
    return port.number();
  }

  /** The address to listen on. */
  public InetAddress address() {
    return host.address();
  }

  /** Whether to run Flight Recorder for the metrics that need it. */
  public boolean flightRecorder() {
    return flightRecorder;
  }

  /** Reads {@code off} or a number. */
  static final class PortConverter implements ITypeConverter<Port> {
    PortConverter() {}

    @Override
    public Port convert(String text) {
      try {
        return new Port(
            text.equals(OFF) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text)));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("write a port such as 8081, or off");
      }
    }
  }
}
