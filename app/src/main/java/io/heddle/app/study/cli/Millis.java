package io.heddle.app.study.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of 100 milliseconds to 10 minutes. */
final class Millis implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(?<number>[1-9]\\d{0,5})(?<unit>ms|s)");
  private static final Duration MIN = Duration.ofMillis(100);
  private static final Duration MAX = Duration.ofMinutes(10);

  Millis() {}

  @Override
  public Duration convert(String text) {
    Matcher time = FORM.matcher(text);
    if (!time.matches()) throw wrong();
    long number = Long.parseLong(time.group("number"));
    Duration duration =
        time.group("unit").equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    if (duration.compareTo(MIN) < 0 || duration.compareTo(MAX) > 0) throw wrong();
    return duration;
  }

  private static TypeConversionException wrong() {
    return new TypeConversionException("write a time from 100ms to 600s, such as 900ms or 5s");
  }
}
