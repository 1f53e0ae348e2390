package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.data.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Values as readers see them: three digits that count, and a unit that suits them. */
final class Quantity {
  private Quantity() {}

  static String of(Unit unit, double value) {
    return switch (unit) {
      case PER_SECOND -> scaled(value, 1000, "", "k", "M", "G") + "/s";
      case SECONDS -> seconds(value);
      case BYTES -> scaled(value, 1000, " B", " kB", " MB", " GB", " TB");
      case COUNT -> scaled(value, 1000, "", "k", "M", "G");
      case SHARE -> digits(value * 100) + " %";
    };
  }

  /** A difference, with its sign. */
  static String difference(Unit unit, double value) {
    return (value > 0 ? "+" : "") + of(unit, value);
  }

  private static String seconds(double value) {
    double size = Math.abs(value);
    if (size == 0) return "0 s";
    if (size < 0.999_5e-6) return digits(value * 1e9) + " ns";
    if (size < 0.999_5e-3) return digits(value * 1e6) + " µs";
    if (size < 0.999_5) return digits(value * 1e3) + " ms";
    return digits(value) + " s";
  }

  private static String scaled(double value, double step, String... units) {
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= 0.999_5 * step && unit < units.length - 1) {
      rest /= step;
      unit++;
    }
    return digits(rest) + units[unit];
  }

  /** Three digits that count, without an exponent or zeros at the end. */
  static String digits(double value) {
    if (value == Double.POSITIVE_INFINITY) return "∞";
    if (value == Double.NEGATIVE_INFINITY) return "-∞";
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    if (Math.abs(value) >= 1000) return String.format(Locale.ROOT, "%,.0f", value);
    String text = rounded.stripTrailingZeros().toPlainString();
    return text.equals("-0") ? "0" : text;
  }

  /** A setting as a reader writes it: no rounding. */
  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,.0f", value)
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A ratio such as {@code 9.71×}. */
  static String ratio(double ratio) {
    return fixed(ratio, decimals(ratio)) + "×";
  }

  /** A ratio at a tick: no more digits than it needs. */
  static String ratioTick(double ratio) {
    return digits(ratio) + "×";
  }

  /** The interval of a ratio, with the digits that the ratio has. */
  static String interval(double ratio, Interval interval) {
    int decimals = decimals(ratio);
    return "[" + fixed(interval.low(), decimals) + ", " + fixed(interval.high(), decimals) + "]";
  }

  /** A p such as {@code 0.032}, or {@code < 0.001}. */
  static String p(double p) {
    return p < 0.001 ? "< 0.001" : fixed(p, 3);
  }

  static String confidence(double confidence) {
    return digits(Math.floor(confidence * 1000) / 10) + " %";
  }

  private static int decimals(double ratio) {
    if (ratio < 0.1) return 3;
    if (ratio < 10) return 2;
    return ratio < 100 ? 1 : 0;
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
