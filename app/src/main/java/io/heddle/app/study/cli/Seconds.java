package io.heddle.app.study.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of whole seconds or minutes. */
final class Seconds implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(?<number>[1-9]\\d{0,4})(?<unit>[sm])");

  Seconds() {}

  @Override
  public Duration convert(String text) {
    Matcher time = FORM.matcher(text);
    if (!time.matches()) throw new TypeConversionException("write a time such as 30s or 5m");
    long number = Long.parseLong(time.group("number"));
    return time.group("unit").equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
  }
}
