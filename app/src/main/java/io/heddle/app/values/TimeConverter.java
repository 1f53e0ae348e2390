package io.heddle.app.values;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration such as {@code 500ms}, {@code 10s}, {@code 2m} or {@code 1h}. */
public final class TimeConverter implements ITypeConverter<Time> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  /** A converter. */
  public TimeConverter() {}

  @Override
  public Time convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new TypeConversionException("write a number and a unit, such as 500ms, 10s or 2m");
    }
    long number = Long.parseLong(form.group(1));
    return new Time(
        switch (form.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        });
  }
}
