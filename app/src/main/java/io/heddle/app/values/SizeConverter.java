package io.heddle.app.values;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a number of bytes such as {@code 8000}, {@code 8KiB}, {@code 64m} or {@code 1GB}. In every
 * spelling, a unit is a power of 1024.
 */
public final class SizeConverter implements ITypeConverter<Size> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12})([kmg]?)(?:i?b)?");

  /** A converter. */
  public SizeConverter() {}

  @Override
  public Size convert(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      throw new TypeConversionException(
          "write a number of bytes, or a number and a unit, such as 8KiB, 64MiB or 1GiB (k, m and g"
              + " are powers of 1024, with or without B or iB)");
    }
    int shift =
        switch (form.group(2)) {
          case "k" -> 10;
          case "m" -> 20;
          case "g" -> 30;
          default -> 0;
        };
    try {
      return new Size(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << shift));
    } catch (ArithmeticException e) {
      throw new TypeConversionException("write a smaller size");
    }
  }
}
