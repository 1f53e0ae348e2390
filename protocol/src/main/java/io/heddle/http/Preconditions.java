package io.heddle.http;

import io.heddle.http.EntityTagList.Found;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The conditions that a request makes on the current version of a resource (RFC 9110 section 13). A
 * handler that changes something evaluates them before it acts. Thread-safe.
 *
 * <p>A handler ignores them if it would answer neither 2xx nor 412 without them (section 13.2.1).
 */
public final class Preconditions {
  /** What the conditions ask the server to do. */
  public enum Outcome {
    /** Handle the request as if it had no conditions. */
    PROCEED,
    /** Answer 304: the client has the current version. */
    NOT_MODIFIED,
    /** Answer 412. */
    FAILED
  }

  private final InstantSource clock;

  /**
   * Reads dates with this clock.
   *
   * @param clock decides the century of two-digit years
   */
  public Preconditions(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Evaluates the conditions in the order of section 13.2.2. A date that is malformed or doubled is
   * ignored. A malformed If-Match fails. So does a malformed If-None-Match, unless the method only
   * reads: then the client gets the content, which does no harm.
   *
   * @param current of the resource before the request
   */
  public Outcome evaluate(Method method, Headers headers, Validators current) {
    if (isBreached(headers, current)) {
      return Outcome.FAILED;
    }
    boolean isReading = method == Method.GET || method == Method.HEAD;
    if (headers.contains(HeaderName.IF_NONE_MATCH)) {
      List<String> tags = headers.all(HeaderName.IF_NONE_MATCH);
      return switch (EntityTagList.find(tags, current, false)) {
        case NO -> Outcome.PROCEED;
        case YES -> isReading ? Outcome.NOT_MODIFIED : Outcome.FAILED;
        case MALFORMED -> isReading ? Outcome.PROCEED : Outcome.FAILED;
      };
    }
    return isReading && isNotLater(headers, HeaderName.IF_MODIFIED_SINCE, current).orElse(false)
        ? Outcome.NOT_MODIFIED
        : Outcome.PROCEED;
  }

  /** Whether the version is not one that the client allows, by If-Match or If-Unmodified-Since. */
  private boolean isBreached(Headers headers, Validators current) {
    if (headers.contains(HeaderName.IF_MATCH)) {
      List<String> tags = headers.all(HeaderName.IF_MATCH);
      return EntityTagList.find(tags, current, true) != Found.YES;
    }
    return !isNotLater(headers, HeaderName.IF_UNMODIFIED_SINCE, current).orElse(true);
  }

  /**
   * Whether the version is from the field's date or earlier; empty if there is no such date, or the
   * version has none.
   */
  private Optional<Boolean> isNotLater(Headers headers, HeaderName name, Validators current) {
    Optional<String> first = headers.first(name);
    if (first.isEmpty() || current.modified().isEmpty() || headers.all(name).size() > 1) {
      return Optional.empty();
    }
    Optional<Instant> date = HttpDate.parse(first.get(), clock.instant());
    return date.map(limit -> !current.modified().get().isAfter(limit));
  }
}
