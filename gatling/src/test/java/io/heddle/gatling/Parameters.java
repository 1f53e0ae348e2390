package io.heddle.gatling;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a run: system properties such as {@code -Drate=200 -Dduration=5m}. If a
 * property is missing or empty, the simulation's default is used.
 */
final class Parameters {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(KiB|MiB|GiB|)");
  private static final double MAX_PER_SECOND = 1_000_000;

  private final UnaryOperator<@Nullable String> properties;
  private final List<String> ownNames;

  /**
   * The parameters of a simulation. A parameter of other simulations is rejected, because it would
   * have no effect.
   *
   * @param properties returns the value of a property, or null
   * @param ownNames the parameters of this simulation besides those that all have
   */
  Parameters(UnaryOperator<@Nullable String> properties, String... ownNames) {
    this.properties = properties;
    this.ownNames = List.of(ownNames);
    for (String name : ParameterNames.OWN) {
      if (!this.ownNames.contains(name)) {
        reject(name, "this simulation does not use it: remove it");
      }
    }
  }

  /** The parameters from the system properties of this JVM. */
  static Parameters ofSystem(String... ownNames) {
    return new Parameters(name -> name == null ? null : System.getProperty(name), ownNames);
  }

  /** The server's URL, without a slash at the end. */
  String baseUrl() {
    String value = given("baseUrl").orElse("http://127.0.0.1:8080");
    String url = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
    if (!url.matches("https?://(\\[[0-9a-fA-F:.]+]|[^/\\s:?#@]+)(:\\d{1,5})?")) {
      throw new WrongParameter(
          "baseUrl", value, "write only scheme, host and port, such as http://127.0.0.1:8080");
    }
    return url;
  }

  /** The server's address, for connections that Gatling does not make. */
  URI baseUri() {
    return URI.create(baseUrl());
  }

  /** Users who arrive per second. */
  double rate(double byDefault) {
    return number("rate", byDefault, Math.nextUp(0.0), MAX_PER_SECOND);
  }

  /** The number of users at the same time. */
  int users(int byDefault) {
    return whole("users", byDefault, 1, 20_000);
  }

  /** How long the load lasts after the ramp. */
  Duration duration(String byDefault) {
    Duration duration = time("duration", byDefault);
    if (duration.isZero()) {
      throw new WrongParameter("duration", text("duration", byDefault), "write a time above 0");
    }
    return duration;
  }

  /** How long the load grows before that; may be 0. */
  Duration ramp(String byDefault) {
    return time("ramp", byDefault);
  }

  /** The limit of the 99th percentile of response times, in milliseconds. */
  int p99Millis(int byDefault) {
    return whole("p99", byDefault, 0, Integer.MAX_VALUE);
  }

  Model model(Model byDefault) {
    String value = text("model", byDefault.name().toLowerCase(Locale.ROOT));
    return switch (value) {
      case "open" -> Model.OPEN;
      case "closed" -> Model.CLOSED;
      default -> throw new WrongParameter("model", value, "write open or closed");
    };
  }

  /** A time such as 30 or 30s (seconds), 500ms, 5m or 1h. */
  Duration time(String name, String byDefault) {
    String value = text(name, byDefault);
    Matcher form = TIME.matcher(value);
    if (!form.matches()) {
      throw new WrongParameter(
          name, value, "write a number and a unit, such as 500ms, 30s (or 30), 5m or 1h");
    }
    long number = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
  }

  /** A number of bytes such as 1000, 64KiB or 1MiB, up to 1 GiB. */
  int size(String name, String byDefault) {
    String value = text(name, byDefault);
    Matcher form = SIZE.matcher(value);
    if (form.matches()) {
      int shift =
          switch (form.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            default -> 0;
          };
      long number = Long.parseLong(form.group(1));
      if (number >= 1 && number <= (1L << 30) >> shift) {
        return (int) (number << shift);
      }
    }
    throw new WrongParameter(name, value, "write bytes, such as 1000, 64KiB or 1MiB, up to 1GiB");
  }

  int whole(String name, int byDefault, int least, int most) {
    String value = text(name, String.valueOf(byDefault));
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new WrongParameter(
        name, value, "write a whole number from %d to %d".formatted(least, most));
  }

  double number(String name, double byDefault, double least, double most) {
    String value = text(name, String.valueOf(byDefault));
    if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new WrongParameter(
        name,
        value,
        least > 0 && least < 1
            ? "write a number above 0, at most %.0f".formatted(most)
            : "write a number from %.0f to %.0f".formatted(least, most));
  }

  String text(String name, String byDefault) {
    if (!ParameterNames.COMMON.contains(name) && !ownNames.contains(name)) {
      throw new IllegalArgumentException("the simulation did not declare the parameter " + name);
    }
    return given(name).orElse(byDefault);
  }

  /** Rejects a property that would have no effect. */
  void reject(String name, String remedy) {
    Optional<String> value = given(name);
    if (value.isPresent()) {
      throw new WrongParameter(name, value.get(), remedy);
    }
  }

  private Optional<String> given(String name) {
    return Optional.ofNullable(properties.apply(name)).filter(value -> !value.isEmpty());
  }
}
