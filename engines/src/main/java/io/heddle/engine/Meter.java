package io.heddle.engine;

import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * A metric of an engine, for a metrics library to read.
 *
 * @param name in Micrometer's form, such as {@code heddle.loop.busy}
 * @param kind whether it only grows
 * @param description one line
 * @param unit such as {@code seconds}; empty for a plain number
 * @param tags by their names
 * @param value read by any thread
 */
public record Meter(
    String name,
    Kind kind,
    String description,
    String unit,
    Map<String, String> tags,
    DoubleSupplier value) {
  /** How a metric changes. */
  public enum Kind {
    /** It only grows. */
    COUNTER,
    /** It goes up and down. */
    GAUGE
  }

  /** A metric that only grows. */
  public static Meter counter(
      String name,
      String description,
      String unit,
      Map<String, String> tags,
      DoubleSupplier value) {
    return new Meter(name, Kind.COUNTER, description, unit, tags, value);
  }

  /** A metric that goes up and down. */
  public static Meter gauge(
      String name, String description, Map<String, String> tags, DoubleSupplier value) {
    return new Meter(name, Kind.GAUGE, description, "", tags, value);
  }
}
