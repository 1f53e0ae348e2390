package io.heddle.grafana;

import java.util.List;
import java.util.Locale;

/** The units that the dashboard uses, with Grafana's names, and their formats. */
enum Quantity {
  SECONDS("s", 1e-9, 1_000, " ns| µs| ms| s"),
  BYTES("bytes", 1, 1_024, " B| KiB| MiB| GiB"),
  BYTES_PER_SECOND("Bps", 1, 1_000, " B/s| kB/s| MB/s| GB/s"),
  SHARE("percentunit", 0.01, Double.MAX_VALUE, " %"),
  REQUESTS_PER_SECOND("reqps", 1, 1_000, " req/s|k req/s|M req/s"),
  CONNECTIONS_PER_SECOND("cps", 1, 1_000, " c/s|k c/s|M c/s"),
  OPERATIONS_PER_SECOND("ops", 1, 1_000, " ops/s|k ops/s|M ops/s"),
  NUMBER("short", 1, 1_000, "|k|M|G");

  private final String name;
  private final double smallest;
  private final double factor;
  private final String suffixes;

  /** The suffixes are in ascending order, separated by bars. */
  Quantity(String name, double smallest, double factor, String suffixes) {
    this.name = name;
    this.smallest = smallest;
    this.factor = factor;
    this.suffixes = suffixes;
  }

  /** The quantity with this name in Grafana. */
  static Quantity of(String name) {
    for (Quantity quantity : values()) {
      if (quantity.name.equals(name)) {
        return quantity;
      }
    }
    throw new AssertionError("unknown unit: " + name);
  }

  /** A value with three digits and its unit. */
  String text(double value) {
    double magnitude = value / smallest;
    List<String> steps = List.of(suffixes.split("\\|", -1));
    int step = 0;
    while (Math.abs(magnitude) >= factor && step < steps.size() - 1) {
      magnitude /= factor;
      step++;
    }
    boolean isZero = Math.abs(value) < smallest / 1_000;
    return isZero ? "0" : digits(magnitude) + steps.get(step);
  }

  private static String digits(double magnitude) {
    double size = Math.abs(magnitude);
    String format = size >= 99.5 ? "%.0f" : size >= 9.95 ? "%.1f" : "%.2f";
    String text = String.format(Locale.ROOT, format, magnitude);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }

  /** The powers that the steps of an axis are based on: powers of ten, or of 1024. */
  double nice(double atLeast) {
    double scale = smallest;
    if (this == BYTES) {
      scale = Math.pow(factor, Math.floor(Math.log(Math.max(atLeast, 1)) / Math.log(factor)));
    }
    double power = scale * Math.pow(10, Math.floor(Math.log10(atLeast / scale)));
    for (double step : new double[] {1, 2, 2.5, 5}) {
      if (power * step >= atLeast * 0.999) {
        return power * step;
      }
    }
    return power * 10;
  }
}
