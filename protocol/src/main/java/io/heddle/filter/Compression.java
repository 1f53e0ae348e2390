package io.heddle.filter;

import io.heddle.http.Body;
import io.heddle.http.CodingPreference;
import io.heddle.http.CodingPreferences;
import io.heddle.http.ContentCoding;
import io.heddle.http.Field;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A filter that compresses responses with gzip for clients that accept it (RFC 9110 section 8.4).
 * It applies to content of types that gain from it and above a size. It leaves alone parts of
 * content, what is encoded already, and what must not be transformed. Thread-safe.
 *
 * <p>Small content in memory is compressed at once, on the thread of the handler. Other content is
 * compressed while it is sent, by a thread that may wait. What has a strong entity tag and is not
 * large is kept in its compressed form, as long as the array or file that it comes from is. A
 * client that asks for a part gets it of the plain content.
 *
 * <p>A strong entity tag names one sequence of bytes, so that of compressed content has a suffix:
 * {@code "a-gzip6"}, with the level. A client whose conditions name only the tag of the plain
 * content has that, and so it stays plain. The filter belongs inside of {@link ConditionalRequests}
 * and {@link ByteRanges}, which then see the tag that the client knows.
 */
public final class Compression implements Filter {
  /** A level that compresses well and is not slow. */
  public static final int STANDARD_LEVEL = 6;

  /** Content smaller than this fits into one packet anyway. */
  public static final int STANDARD_MIN_BYTES = 1 << 10;

  /**
   * Content in memory up to this size is compressed at once: at standard levels, that takes an
   * event loop at most about 200 microseconds.
   */
  private static final int MAX_AT_ONCE_BYTES = 8 << 10;

  /** The same for higher levels, which are much slower. */
  private static final int MAX_SLOW_AT_ONCE_BYTES = 2 << 10;

  /** How many responses are compressed at a time; the others are sent as they are. */
  private static final int MAX_DEFLATERS = 256;

  private static final Set<ContentCoding> ONLY_GZIP = EnumSet.of(ContentCoding.GZIP);
  private static final Field WITHOUT_RANGES = Field.of(HeaderName.ACCEPT_RANGES, "none");
  private static final String NO_TRANSFORM = "no-transform";

  private final long minBytes;
  private final int maxAtOnceBytes;
  private final DeflaterPool deflaters;
  private final TagSuffix tagSuffix;
  private final CompressedForms forms;
  private final CodingPreferences preferences = new CodingPreferences();

  /**
   * A filter.
   *
   * @param level of the compression, from 1, fast, to 9, small
   * @param minBytes smaller content is not compressed
   */
  public Compression(int level, long minBytes) {
    this(minBytes, new DeflaterPool(level, MAX_DEFLATERS), new CompressedForms());
  }

  Compression(long minBytes, DeflaterPool deflaters, CompressedForms forms) {
    this.minBytes = minBytes;
    this.maxAtOnceBytes =
        deflaters.level() <= STANDARD_LEVEL ? MAX_AT_ONCE_BYTES : MAX_SLOW_AT_ONCE_BYTES;
    this.deflaters = deflaters;
    this.tagSuffix = new TagSuffix(deflaters.level());
    this.forms = forms;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    Response response = next.handle(TagSuffix.extendConditions(request));
    if (!mayBeCoded(response)) {
      return response;
    }
    CodingPreference preference = preferences.of(request.headers());
    if (!gains(response) && !preference.excludesIdentity()) {
      return response;
    }
    Response varying = Vary.by(HeaderName.ACCEPT_ENCODING, response);
    // A range means something with GET only.
    boolean isPart = request.method() == Method.GET && request.headers().contains(HeaderName.RANGE);
    if (isPart || preference.best(ONLY_GZIP).isEmpty()) {
      return varying;
    }
    return !preference.excludesIdentity() && tagSuffix.isOnlyPlainKnown(request, varying)
        ? varying
        : compress(varying, request.headers(), preference.excludesIdentity());
  }

  /** Whether the response has content that may be compressed. */
  private static boolean mayBeCoded(Response response) {
    int code = response.status().code();
    return code != Status.PARTIAL_CONTENT.code()
        && code != Status.RESET_CONTENT.code()
        && !response.status().forbidsContent()
        && response.body().length() != 0
        // The body of an error becomes a page later.
        && response.reason().isEmpty()
        && response.first(HeaderName.CONTENT_ENCODING).isEmpty()
        && response.first(HeaderName.CONTENT_RANGE).isEmpty()
        && response.fields().stream().noneMatch(Compression::forbidsTransformation);
  }

  private static boolean forbidsTransformation(Field field) {
    return field.name().equals(HeaderName.CACHE_CONTROL)
        && field.value().toLowerCase(Locale.ROOT).contains(NO_TRANSFORM);
  }

  private boolean gains(Response response) {
    long length = response.body().length();
    return (length < 0 || length >= minBytes)
        && response.first(HeaderName.CONTENT_TYPE).filter(CompressibleTypes::gain).isPresent();
  }

  /**
   * Compresses the content.
   *
   * @param mayBeLarger whether to do so even if that does not make it smaller
   */
  private Response compress(Response plain, Headers headers, boolean mayBeLarger)
      throws IOException {
    Optional<KeptForm> kept = kept(plain);
    Body known = kept.isPresent() ? kept.get().find() : null;
    if (known != null) {
      return described(plain).with(known);
    }
    if (!deflaters.reserve()) {
      return plain;
    }
    // A condition may yet show that the content is not needed.
    boolean isAtOnce =
        plain.body() instanceof Body.Bytes
            && plain.body().length() <= maxAtOnceBytes
            && !headers.contains(HeaderName.IF_NONE_MATCH);
    if (!isAtOnce) {
      return described(plain).map(body -> new GzipBody(body, deflaters, kept).body());
    }
    byte[] form = compressed(plain.body());
    if (form.length >= plain.body().length() && !mayBeLarger) {
      return plain;
    }
    kept.ifPresent(place -> place.keep(form));
    return described(plain).with(new Body.Bytes(form));
  }

  /** Where the form of this content is kept. With a strong tag, it is likely to be sent again. */
  private Optional<KeptForm> kept(Response plain) {
    return CompressedForms.mayKeep(plain.body())
        ? TagSuffix.strongTag(plain).map(tag -> new KeptForm(forms, plain.body(), tag.toString()))
        : Optional.empty();
  }

  /** The response for content that is compressed, before it is. */
  private Response described(Response plain) {
    return tagSuffix.addTo(plain.replace(ContentCoding.GZIP.field())).replace(WITHOUT_RANGES);
  }

  /** The compressed form of small content in memory. A deflater has been reserved for it. */
  private byte[] compressed(Body small) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) small.length());
    try (Body body = new GzipBody(small, deflaters, Optional.empty()).body()) {
      ((Body.Stream) body).writer().writeTo(out);
    }
    return out.toByteArray();
  }
}
