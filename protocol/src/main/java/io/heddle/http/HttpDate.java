package io.heddle.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
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
      case 29 -> read(IMF_FIXDATE, text);
      case 30, 31, 32, 33 -> read(rfc850(now), text);
      default -> Optional.empty();
    };
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
