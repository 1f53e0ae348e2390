package io.heddle.filter;

import io.heddle.http.Body;
import io.heddle.http.EntityTag;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.HttpDate;
import io.heddle.http.Method;
import io.heddle.http.Preconditions;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import io.heddle.http.Validators;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * A filter that saves sending content that the client already has, or does not want (RFC 9110
 * section 13). It applies to GET and HEAD: a 200 becomes a 304 or a 412 if the request's {@link
 * Preconditions} say so. The response names its version with an ETag or Last-Modified; one without
 * has no version that a client could know, but exists. Thread-safe.
 */
public final class ConditionalRequests implements Filter {
  /** Fields that a 304 omits because the client has them (RFC 9110 section 15.4.5). */
  private static final Set<HeaderName> OF_THE_CONTENT =
      Set.of(HeaderName.CONTENT_ENCODING, HeaderName.CONTENT_LANGUAGE, HeaderName.CONTENT_TYPE);

  /** The same; the date tells the client nothing that the tag does not. */
  private static final Set<HeaderName> OF_TAGGED_CONTENT =
      Set.of(
          HeaderName.CONTENT_ENCODING,
          HeaderName.CONTENT_LANGUAGE,
          HeaderName.CONTENT_TYPE,
          HeaderName.LAST_MODIFIED);

  private final InstantSource clock;
  private final Preconditions preconditions;

  /**
   * A filter that parses dates with this clock.
   *
   * @param clock decides the century of two-digit years
   */
  public ConditionalRequests(InstantSource clock) {
    this.clock = clock;
    this.preconditions = new Preconditions(clock);
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Response response = next.handle(request);
    boolean isReading = request.method() == Method.GET || request.method() == Method.HEAD;
    return isReading
            && isConditional(request.headers())
            && response.status().code() == Status.OK.code()
        ? evaluate(request, response)
        : response;
  }

  private static boolean isConditional(Headers headers) {
    return headers.contains(HeaderName.IF_NONE_MATCH)
        || headers.contains(HeaderName.IF_MODIFIED_SINCE)
        || headers.contains(HeaderName.IF_MATCH)
        || headers.contains(HeaderName.IF_UNMODIFIED_SINCE);
  }

  private Response evaluate(Request request, Response response) {
    Optional<EntityTag> tag = response.first(HeaderName.ETAG).flatMap(EntityTag::parse);
    Validators current = Validators.of(tag, modified(request.headers(), response));
    return switch (preconditions.evaluate(request.method(), request.headers(), current)) {
      case PROCEED -> response;
      case NOT_MODIFIED -> notModified(response, tag.isPresent());
      case FAILED -> failed(response);
    };
  }

  /** The date of the response; empty if no condition is about it, because parsing it costs time. */
  private Optional<Instant> modified(Headers headers, Response response) {
    return headers.contains(HeaderName.IF_MODIFIED_SINCE)
            || headers.contains(HeaderName.IF_UNMODIFIED_SINCE)
        ? response.first(HeaderName.LAST_MODIFIED).flatMap(this::date)
        : Optional.empty();
  }

  private Optional<Instant> date(String text) {
    return HttpDate.parse(text, clock.instant());
  }

  private static Response notModified(Response full, boolean isTagged) {
    return full.without(isTagged ? OF_TAGGED_CONTENT : OF_THE_CONTENT)
        .with(Status.NOT_MODIFIED)
        .with(Body.EMPTY);
  }

  private static Response failed(Response full) {
    full.body().close();
    return Response.error(
        Status.PRECONDITION_FAILED, "the current version is not the one that was asked for");
  }
}
