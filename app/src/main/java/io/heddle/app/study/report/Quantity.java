package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Interval;
import io.heddle.app.study.data.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Values as readers see them: always three digits that count, and a unit that suits them. */
final class Quantity {
  /** Ratios that are so close to 1 have another digit, or all of them would look the same. */
  private static final double NEARLY_ONE = 0.05;

  private Quantity() {}

  static String of(Unit unit, double value) {
    return of(unit, value, Quantity::digits);
  }

  /** A value of which one knows little: two digits that count. */
  static String rough(Unit unit, double value) {
    DoubleFunction<String> digits = rest -> significant(rest, 2);
    return unit == Unit.COUNT ? scaled(value, digits, "", "k", "M", "G") : of(unit, value, digits);
  }

  /** A value at a tick: no more digits than it needs. */
  static String tick(Unit unit, double value) {
    return of(unit, value, Quantity::shortest);
  }

  private static String of(Unit unit, double value, DoubleFunction<String> digits) {
    return switch (unit) {
      case PER_SECOND -> scaled(value, digits, "", "k", "M", "G") + "/s";
      case SECONDS -> seconds(value, digits);
      case BYTES -> scaled(value, digits, " B", " kB", " MB", " GB", " TB");
      case COUNT ->
          value == Math.rint(value) && Math.abs(value) < 1000
              ? plain(value)
              : scaled(value, digits, "", "k", "M", "G");
      case SHARE -> digits.apply(value * 100) + " %";
    };
  }

  /** A difference, with its sign. */
  static String difference(Unit unit, double value) {
    return (value > 0 ? "+" : "") + of(unit, value);
  }

  private static String seconds(double value, DoubleFunction<String> digits) {
    double size = Math.abs(value);
    if (size == 0) return "0 s";
    if (size < 0.999_5e-6) return digits.apply(value * 1e9) + " ns";
    if (size < 0.999_5e-3) return digits.apply(value * 1e6) + " µs";
    if (size < 0.999_5) return digits.apply(value * 1e3) + " ms";
    return digits.apply(value) + " s";
  }

  private static String scaled(double value, DoubleFunction<String> digits, String... units) {
    double rest = value;
    int unit = 0;
    while (Math.abs(rest) >= 999.5 && unit < units.length - 1) {
      rest /= 1000;
      unit++;
    }
    return digits.apply(rest) + units[unit];
  }

  /** Three digits that count, so that neighbours in a table have the same precision. */
  static String digits(double value) {
    return significant(value, 3);
  }

  private static String significant(double value, int digits) {
    if (value == Double.POSITIVE_INFINITY) return "∞";
    if (value == Double.NEGATIVE_INFINITY) return "-∞";
    if (value == 0) return "0";
    if (Math.abs(value) >= 1000) return fixed(value, 0);
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    int decimals = Math.max(0, digits - (rounded.precision() - rounded.scale()));
    return fixed(rounded.doubleValue(), decimals);
  }

  /** Three digits that count at most: zeros at the end are left out. */
  private static String shortest(double value) {
    String text = digits(value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
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
    return shortest(ratio) + "×";
  }

  /** The interval of a ratio, with the digits that the ratio has. */
  static String interval(double ratio, Interval interval) {
    int decimals = decimals(ratio);
    return "[" + fixed(interval.low(), decimals) + ", " + fixed(interval.high(), decimals) + "]";
  }

  /**
   * The ends of an interval of a ratio as words, such as {@code 0.55 to 1.20}. They have the same
   * precision, unless that leaves nothing of the low one.
   */
  static String range(Interval interval) {
    int decimals = decimals(interval.high());
    boolean isWide = interval.high() >= 10 * interval.low();
    String low = isWide ? significant(interval.low(), 2) : fixed(interval.low(), decimals);
    return low + " to " + fixed(interval.high(), decimals);
  }

  /** A p such as {@code 0.032}, or {@code < 0.001}. */
  static String p(double p) {
    return p < 0.001 ? "< 0.001" : fixed(p, 3);
  }

  static String confidence(double confidence) {
    return digits(Math.floor(confidence * 1000) / 10) + " %";
  }

  private static int decimals(double ratio) {
    if (ratio < 0.1 || Math.abs(ratio - 1) < NEARLY_ONE) return 3;
    if (ratio < 10) return 2;
    return ratio < 100 ? 1 : 0;
  }

  private static String fixed(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
