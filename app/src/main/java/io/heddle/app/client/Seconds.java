package io.heddle.app.client;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time in seconds, as curl does, or with a unit: {@code 2}, {@code 0.5}, {@code 500ms}. */
final class Seconds implements ITypeConverter<Duration> {
  private static final Pattern FORM =
      Pattern.compile("(?<number>\\d{1,6}(\\.\\d{1,3})?)(?<unit>ms|s|m)?");

  Seconds() {}

  @Override
  public Duration convert(String text) {
    Matcher time = FORM.matcher(text);
    double number = time.matches() ? Double.parseDouble(time.group("number")) : 0;
    if (number <= 0) {
      throw new TypeConversionException("write a time above 0, such as 2, 0.5 or 500ms");
    }
    double seconds =
        switch (time.group("unit")) {
          case "ms" -> number / 1_000;
          case "m" -> number * 60;
          case null, default -> number;
        };
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }
}
