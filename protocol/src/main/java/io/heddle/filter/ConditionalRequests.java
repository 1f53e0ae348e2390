package io.heddle.filter;

import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.HttpDate;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * A filter that saves sending content that the client already has (RFC 9110 section 13). It
 * replaces a 200 with a 304 if its Last-Modified is not later than the date in If-Modified-Since.
 * Thread-safe.
 */
public final class ConditionalRequests implements Filter {
  /** Fields that a 304 omits because the client has them (RFC 9110 section 15.4.5). */
  private static final Set<HeaderName> OF_THE_CONTENT =
      Set.of(HeaderName.CONTENT_ENCODING, HeaderName.CONTENT_LANGUAGE, HeaderName.CONTENT_TYPE);

  private final InstantSource clock;

  /**
   * A filter that parses dates with this clock.
   *
   * @param clock decides the century of two-digit years
   */
  public ConditionalRequests(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Response response = next.handle(request);
    boolean isConditional = request.method() == Method.GET || request.method() == Method.HEAD;
    return isConditional
            && response.status().code() == Status.OK.code()
            && isUnmodified(response, request.headers())
        ? notModified(response)
        : response;
  }

  private boolean isUnmodified(Response response, Headers headers) {
    Optional<String> since = ifModifiedSince(headers);
    if (since.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Optional<Instant> modified = date(response.first(HeaderName.LAST_MODIFIED), now);
    return date(since, now).filter(date -> isNotAfter(modified, date)).isPresent();
  }

  private static boolean isNotAfter(Optional<Instant> modified, Instant since) {
    return modified.filter(date -> !date.isAfter(since)).isPresent();
  }

  /** RFC 9110 section 13.1.3: ignored if there are several, or if there is an If-None-Match. */
  private static Optional<String> ifModifiedSince(Headers headers) {
    Optional<String> first = headers.first(HeaderName.IF_MODIFIED_SINCE);
    return first.isPresent()
            && headers.all(HeaderName.IF_MODIFIED_SINCE).size() == 1
            && !headers.contains(HeaderName.IF_NONE_MATCH)
        ? first
        : Optional.empty();
  }

  private static Optional<Instant> date(Optional<String> text, Instant now) {
    return text.flatMap(value -> HttpDate.parse(value, now));
  }

  private static Response notModified(Response full) {
    Response bare = full.with(Status.NOT_MODIFIED).with(Body.EMPTY);
    for (Field field : full.fields()) {
      if (OF_THE_CONTENT.contains(field.name())) {
        bare = bare.without(field.name());
      }
    }
    return bare;
  }
}
