package io.heddle.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/** Dates in the formats of HTTP, to the second, in GMT (RFC 9110 section 5.6.7). */
public final class HttpDate {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String DAYS = "MonTueWedThuFriSatSun";

  private HttpDate() {}

  /** IMF-fixdate, such as {@code Sun, 06 Nov 1994 08:49:37 GMT}. */
  public static String format(Instant instant) {
    return IMF_FIXDATE.format(instant);
  }

  /**
   * The instant of a date in any of the three formats that recipients must accept; empty if it is
   * malformed.
   *
   * @param now a two-digit year means at most 50 years after this
   */
  public static Optional<Instant> parse(String text, Instant now) {
    return switch (text.length()) {
      case 24 -> read(ASCTIME, text);
      case 29 -> fixdate(text);
      case 30, 31, 32, 33 -> read(rfc850(now), text);
      default -> Optional.empty();
    };
  }

  /** Every conditional request has such a date, so it is read without a formatter. */
  private static Optional<Instant> fixdate(String text) {
    int month = indexOfName(MONTHS, text, 8) + 1;
    int year = number(text, 12, 16);
    int day = number(text, 5, 7);
    int hour = number(text, 17, 19);
    int minute = number(text, 20, 22);
    int second = number(text, 23, 25);
    boolean isTime = isWithin(hour, 23) && isWithin(minute, 59) && isWithin(second, 59);
    if (!hasSeparators(text) || month == 0 || year < 0 || day < 1 || !isTime) {
      return Optional.empty();
    }
    if (day > YearMonth.of(year, month).lengthOfMonth()) {
      return Optional.empty();
    }
    LocalDate date = LocalDate.of(year, month, day);
    if (indexOfName(DAYS, text, 0) + 1 != date.getDayOfWeek().getValue()) {
      return Optional.empty();
    }
    long seconds = date.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  private static boolean hasSeparators(String text) {
    return text.startsWith(", ", 3)
        && text.charAt(7) == ' '
        && text.charAt(11) == ' '
        && text.charAt(16) == ' '
        && text.charAt(19) == ':'
        && text.charAt(22) == ':'
        && text.endsWith(" GMT");
  }

  /** The index of the name at this position, of names with three letters; -1 if there is none. */
  private static int indexOfName(String names, String text, int at) {
    for (int i = 0; i < names.length(); i += 3) {
      if (names.regionMatches(i, text, at, 3)) {
        return i / 3;
      }
    }
    return -1;
  }

  /** The number between two positions; -1 if not all characters are digits. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!Ascii.isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isWithin(int number, int most) {
    return number >= 0 && number <= most;
  }

  private static Optional<Instant> read(DateTimeFormatter form, String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException notThisForm) {
      return Optional.empty();
    }
  }

  /** The obsolete format of RFC 850, such as {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static DateTimeFormatter rfc850(Instant now) {
    int earliestYear = now.atOffset(ZoneOffset.UTC).getYear() - 49;
    return new DateTimeFormatterBuilder()
        .appendPattern("EEEE, dd-MMM-")
        .appendValueReduced(ChronoField.YEAR, 2, 2, earliestYear)
        .appendPattern(" HH:mm:ss 'GMT'")
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
