package io.heddle.filter;

import io.heddle.http.Body;
import io.heddle.http.EntityTag;
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
import java.util.List;
import java.util.Optional;

/**
 * A filter that sends only the parts of the content that a client asks for (RFC 9110 section 14),
 * so that it can continue a download or jump within a film. It applies to responses with content in
 * memory or in a file that name an ETag or Last-Modified: without one, a client could not tell
 * whether two parts are of the same version. Thread-safe.
 *
 * <p>It belongs outside of {@link ConditionalRequests}, because a range only matters once the
 * request's other conditions hold. It leaves alone what a handler has marked with Accept-Ranges.
 */
public final class ByteRanges implements Filter {
  private static final Field ACCEPTED = Field.of(HeaderName.ACCEPT_RANGES, "bytes");

  private final InstantSource clock;

  /**
   * A filter that compares dates with this clock.
   *
   * @param clock also decides the century of two-digit years
   */
  public ByteRanges(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Response response = next.handle(request);
    boolean isReading = request.method() == Method.GET || request.method() == Method.HEAD;
    if (!isReading || !hasParts(response)) {
      return response;
    }
    // A range means something with GET only (section 14.2).
    return request.method() == Method.GET && isAsked(request.headers(), response)
        ? select(request.headers(), response)
        : response.append(ACCEPTED);
  }

  private static boolean hasParts(Response response) {
    return response.status().code() == Status.OK.code()
        && !(response.body() instanceof Body.Stream)
        && (response.first(HeaderName.ETAG).isPresent()
            || response.first(HeaderName.LAST_MODIFIED).isPresent())
        && response.first(HeaderName.ACCEPT_RANGES).isEmpty();
  }

  private boolean isAsked(Headers headers, Response response) {
    return headers.contains(HeaderName.RANGE) && isOfSameVersion(headers, response);
  }

  /** Section 13.1.5: whether If-Range, if there is one, names the version of the response. */
  private boolean isOfSameVersion(Headers headers, Response response) {
    List<String> lines = headers.all(HeaderName.IF_RANGE);
    if (lines.size() != 1) {
      return lines.isEmpty();
    }
    Optional<EntityTag> tag = EntityTag.parse(lines.getFirst());
    return tag.isPresent()
        ? isTagOf(tag.get(), response)
        : isDateOf(lines.getFirst(), response, clock.instant());
  }

  private static boolean isTagOf(EntityTag tag, Response response) {
    Optional<EntityTag> current = response.first(HeaderName.ETAG).flatMap(EntityTag::parse);
    return current.isPresent() && current.get().equalsStrongly(tag);
  }

  /** A date of this second is not enough: the content may change once more before it is over. */
  private static boolean isDateOf(String text, Response response, Instant now) {
    Optional<Instant> date = HttpDate.parse(text, now);
    return date.isPresent()
        && !date.get().plusSeconds(1).isAfter(now)
        && response
            .first(HeaderName.LAST_MODIFIED)
            .flatMap(modified -> HttpDate.parse(modified, now))
            .equals(date);
  }

  private static Response select(Headers headers, Response whole) {
    List<String> lines = headers.all(HeaderName.RANGE);
    long length = whole.body().length();
    Optional<List<ByteRange>> ranges =
        lines.size() == 1 ? RangeField.select(lines.getFirst(), length) : Optional.empty();
    if (ranges.isEmpty()) {
      return whole.append(ACCEPTED);
    }
    return switch (ranges.get().size()) {
      case 0 -> notSatisfiable(whole);
      case 1 -> part(whole, ranges.get().getFirst());
      default -> parts(whole, ranges.get());
    };
  }

  private static Response notSatisfiable(Response whole) {
    long length = whole.body().length();
    whole.body().close();
    return Response.error(
            Status.RANGE_NOT_SATISFIABLE,
            "the range begins after the end, which is at " + length + " bytes")
        .with(HeaderName.CONTENT_RANGE, "bytes */" + length)
        .append(ACCEPTED);
  }

  private static Response part(Response whole, ByteRange range) {
    return whole
        .with(Status.PARTIAL_CONTENT)
        .append(ACCEPTED)
        .with(HeaderName.CONTENT_RANGE, range.describe(whole.body().length()))
        .map(body -> slice(body, range));
  }

  /** Part of the body, which it closes with it. */
  private static Body slice(Body whole, ByteRange range) {
    return switch (whole) {
      case Body.Bytes bytes ->
          new Body.Bytes(
              bytes.bytes(),
              bytes.from() + (int) range.from(),
              bytes.from() + (int) range.to(),
              bytes.owner());
      case Body.Region region ->
          new Body.Region(
              region.file(),
              region.position() + range.from(),
              range.length(),
              region.owner(),
              region.residency());
      case Body.Stream stream -> throw new IllegalStateException("a stream has no parts");
    };
  }

  private static Response parts(Response whole, List<ByteRange> ranges) {
    MultipartRanges parts =
        new MultipartRanges(whole.body(), ranges, whole.first(HeaderName.CONTENT_TYPE));
    return whole
        .with(Status.PARTIAL_CONTENT)
        .append(ACCEPTED)
        .replace(parts.type())
        .map(_ -> parts.body());
  }
}
