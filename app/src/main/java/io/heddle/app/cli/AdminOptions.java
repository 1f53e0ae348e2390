package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where operators look at the server. */
public final class AdminOptions {
  private static final String OFF = "off";

  @Option(
      names = "--admin-port",
      paramLabel = "PORT|off",
      defaultValue = "8081",
      converter = PortConverter.class,
      description = {
        "Port on 127.0.0.1 for /metrics, /health/live, /health/ready and /info; 0 picks a free one,"
            + " off also switches the metrics off.",
        DEFAULT
      })
  Port port = new Port(OptionalInt.empty());

  /** A port, or none. */
  record Port(OptionalInt number) {
    @Override
    public String toString() {
      return number.isPresent() ? Integer.toString(number.getAsInt()) : OFF;
    }
  }

  AdminOptions() {}

  /** Checks the values. */
  void check() {
    port.number().ifPresent(n -> WrongValue.unlessWithin(0, 65_535, n, "--admin-port"));
  }

  /** The port; none if there is to be no such listener. */
  public OptionalInt port() {
    return port.number();
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
