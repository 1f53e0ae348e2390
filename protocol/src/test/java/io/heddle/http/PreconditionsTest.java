package io.heddle.http;

import static io.heddle.http.Preconditions.Outcome.FAILED;
import static io.heddle.http.Preconditions.Outcome.NOT_MODIFIED;
import static io.heddle.http.Preconditions.Outcome.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Preconditions.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The conditions of RFC 9110 section 13. In the tables, {@code read} is the outcome for GET and
 * HEAD, {@code change} the one for methods that change something.
 */
class PreconditionsTest {
  private static final Instant NOON = Instant.parse("2025-11-01T12:00:00Z");
  private static final String AT_NOON = "Sat, 01 Nov 2025 12:00:00 GMT";
  private static final String EARLIER = "Sat, 01 Nov 2025 11:59:59 GMT";
  private static final String LATER = "Sat, 01 Nov 2025 12:00:01 GMT";

  private static final Validators STRONG = validators(EntityTag.strong("a"));
  private static final Validators WEAK = validators(EntityTag.weak("a"));
  private static final Validators BARE = Validators.of(Optional.empty(), Optional.empty());

  private final Preconditions preconditions =
      new Preconditions(InstantSource.fixed(NOON.plusSeconds(60)));

  private static Validators validators(EntityTag tag) {
    return Validators.of(Optional.of(tag), Optional.of(NOON));
  }

  private static Validators current(String name) {
    return switch (name) {
      case "strong" -> STRONG;
      case "weak" -> WEAK;
      case "bare" -> BARE;
      case "nothing" -> Validators.NOTHING;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Outcome evaluate(Method method, Validators current, String... fields) {
    HeadOf head = HeadOf.of(method, "/");
    for (String field : fields) {
      String[] parts = field.split(": ?", 2);
      head.with(HeaderName.of(parts[0]), parts[1]);
    }
    return preconditions.evaluate(method, head.headers(), current);
  }

  private void assertOutcomes(Validators current, Outcome read, Outcome change, String... fields) {
    for (Method method : Method.values()) {
      boolean isReading = method == Method.GET || method == Method.HEAD;
      assertThat(evaluate(method, current, fields))
          .as("%s with %s of %s", method, String.join(", ", fields), current)
          .isEqualTo(isReading ? read : change);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "strong  | \"a\"                | PROCEED",
        "strong  | \"b\"                | FAILED",
        "strong  | W/\"a\"              | FAILED",
        "strong  | \"b\", \"a\"         | PROCEED",
        "strong  | ,, \"b\"\t,,\"a\" ,  | PROCEED",
        "strong  | \"b,\", \"a\"        | PROCEED",
        "strong  | *                    | PROCEED",
        "strong  | a                    | FAILED",
        "strong  | \"b\", *             | FAILED",
        "strong  | \"b\" \"a\"          | FAILED",
        "strong  | \"a                  | FAILED",
        "strong  | \"A\"                | FAILED",
        "strong  | \"aa\"               | FAILED",
        "strong  | \"\"                 | FAILED",
        "strong  | ''                   | FAILED",
        "weak    | \"a\"                | FAILED",
        "weak    | W/\"a\"              | FAILED",
        "weak    | *                    | PROCEED",
        "bare    | \"a\"                | FAILED",
        "bare    | *                    | PROCEED",
        "nothing | \"a\"                | FAILED",
        "nothing | *                    | FAILED",
      })
  void ifMatchComparesStrongly(String current, String value, Outcome outcome) {
    assertOutcomes(current(current), outcome, outcome, "If-Match: " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "strong  | \"a\"            | NOT_MODIFIED | FAILED",
        "strong  | W/\"a\"          | NOT_MODIFIED | FAILED",
        "strong  | \"b\"            | PROCEED      | PROCEED",
        "strong  | \"b\", W/\"a\"   | NOT_MODIFIED | FAILED",
        "strong  | *                | NOT_MODIFIED | FAILED",
        "strong  | \"a\", junk      | NOT_MODIFIED | FAILED",
        "strong  | junk, \"a\"      | PROCEED      | FAILED",
        "strong  | a                | PROCEED      | FAILED",
        "strong  | \"b\", *         | PROCEED      | FAILED",
        "strong  | w/\"a\"          | PROCEED      | FAILED",
        "strong  | ''               | PROCEED      | PROCEED",
        "weak    | \"a\"            | NOT_MODIFIED | FAILED",
        "weak    | W/\"a\"          | NOT_MODIFIED | FAILED",
        "bare    | \"a\"            | PROCEED      | PROCEED",
        "bare    | *                | NOT_MODIFIED | FAILED",
        "nothing | \"a\"            | PROCEED      | PROCEED",
        "nothing | *                | PROCEED      | PROCEED",
        "nothing | a                | PROCEED      | FAILED",
      })
  void ifNoneMatchComparesWeakly(String current, String value, Outcome read, Outcome change) {
    assertOutcomes(current(current), read, change, "If-None-Match: " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strong  | Sat, 01 Nov 2025 12:00:00 GMT     | NOT_MODIFIED",
        "strong  | Sat, 01 Nov 2025 12:00:01 GMT     | NOT_MODIFIED",
        "strong  | Sat, 01 Nov 2025 11:59:59 GMT     | PROCEED",
        "strong  | Saturday, 01-Nov-25 12:00:00 GMT  | NOT_MODIFIED",
        "strong  | Sat Nov  1 12:00:00 2025          | NOT_MODIFIED",
        "strong  | Sun, 01 Nov 2025 12:00:00 GMT     | PROCEED",
        "strong  | 1762000000                        | PROCEED",
        "bare    | Sat, 01 Nov 2025 12:00:01 GMT     | PROCEED",
        "nothing | Sat, 01 Nov 2025 12:00:01 GMT     | PROCEED",
      })
  void ifModifiedSinceMattersForReadingOnly(String current, String date, Outcome read) {
    assertOutcomes(current(current), read, PROCEED, "If-Modified-Since: " + date);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "strong  | Sat, 01 Nov 2025 12:00:00 GMT     | PROCEED",
        "strong  | Sat, 01 Nov 2025 12:00:01 GMT     | PROCEED",
        "strong  | Sat, 01 Nov 2025 11:59:59 GMT     | FAILED",
        "strong  | Sat Nov  1 11:59:59 2025          | FAILED",
        "strong  | yesterday                         | PROCEED",
        "bare    | Sat, 01 Nov 2025 11:59:59 GMT     | PROCEED",
        "nothing | Sat, 01 Nov 2025 11:59:59 GMT     | PROCEED",
      })
  void ifUnmodifiedSinceMattersForAllMethods(String current, String date, Outcome outcome) {
    assertOutcomes(current(current), outcome, outcome, "If-Unmodified-Since: " + date);
  }

  /** Section 13.2.2: all combinations in which one field decides what another means. */
  @Test
  void evaluatesTheFieldsInOrder() {
    String match = "If-Match: \"a\"";
    String noMatch = "If-Match: \"b\"";
    String none = "If-None-Match: \"b\"";
    String noNone = "If-None-Match: \"a\"";
    String unmodified = "If-Unmodified-Since: " + AT_NOON;
    String notUnmodified = "If-Unmodified-Since: " + EARLIER;
    String modified = "If-Modified-Since: " + EARLIER;
    String notModified = "If-Modified-Since: " + LATER;

    assertOutcomes(STRONG, PROCEED, PROCEED, notUnmodified, match);
    assertOutcomes(STRONG, FAILED, FAILED, unmodified, noMatch);
    assertOutcomes(STRONG, FAILED, FAILED, noNone, noMatch);
    assertOutcomes(STRONG, FAILED, FAILED, noNone, notUnmodified);
    assertOutcomes(STRONG, FAILED, FAILED, notModified, notUnmodified);
    assertOutcomes(STRONG, NOT_MODIFIED, FAILED, noNone, match);
    assertOutcomes(STRONG, NOT_MODIFIED, FAILED, noNone, unmodified);
    assertOutcomes(STRONG, NOT_MODIFIED, PROCEED, notModified, match);
    assertOutcomes(STRONG, NOT_MODIFIED, PROCEED, notModified, unmodified);
    assertOutcomes(STRONG, PROCEED, PROCEED, notModified, none);
    assertOutcomes(STRONG, NOT_MODIFIED, FAILED, modified, noNone);
    assertOutcomes(STRONG, PROCEED, PROCEED, modified, none, unmodified, match);
    assertOutcomes(STRONG, NOT_MODIFIED, FAILED, modified, noNone, notUnmodified, match);
  }

  @Test
  void ignoresADateThatIsDoubled() {
    String since = "If-Modified-Since: " + LATER;
    String until = "If-Unmodified-Since: " + EARLIER;
    assertOutcomes(STRONG, PROCEED, PROCEED, since, since);
    assertOutcomes(STRONG, PROCEED, PROCEED, until, until);
  }

  @Test
  void readsTagsFromAllLines() {
    assertOutcomes(STRONG, PROCEED, PROCEED, "If-Match: \"b\"", "If-Match: \"a\"");
    assertOutcomes(STRONG, NOT_MODIFIED, FAILED, "If-None-Match: \"b\"", "If-None-Match: \"a\"");
    assertOutcomes(STRONG, PROCEED, FAILED, "If-None-Match: \"b\"", "If-None-Match: *");
  }

  @Test
  void dropsFractionsOfASecond() {
    Instant late = NOON.plusNanos(999_999_999);
    Validators current = Validators.of(Optional.empty(), Optional.of(late));
    assertOutcomes(current, NOT_MODIFIED, PROCEED, "If-Modified-Since: " + AT_NOON);
    assertOutcomes(current, PROCEED, PROCEED, "If-Unmodified-Since: " + AT_NOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"strong", "weak", "bare", "nothing"})
  void proceedsWithoutConditions(String current) {
    assertOutcomes(current(current), PROCEED, PROCEED, "Range: bytes=0-1", "If-Range: \"b\"");
  }
}
