package io.heddle.filter;

import io.heddle.http.EntityTag;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The end of the entity tags of compressed content: with {@code "a"} for the plain content, the
 * compressed content has {@code "a-gzip6"} (RFC 9110 section 8.8.3.3). The digit is the level,
 * because each level makes other bytes of the same content, and a strong tag names bytes.
 */
final class TagSuffix {
  private static final String START = "-gzip";

  /** A strong tag with the suffix of any level, and its text without it. */
  private static final Pattern WITH_SUFFIX =
      Pattern.compile("(?<!W/)(\"[^\"]*)" + START + "[1-9]\"");

  private final String suffix;

  /** The suffix for content that is compressed at this level, from 1 to 9. */
  TagSuffix(int level) {
    this.suffix = START + level;
  }

  /** The tag of the response, if it is a strong one. */
  static Optional<EntityTag> strongTag(Response response) {
    return response.first(HeaderName.ETAG).flatMap(EntityTag::parse).filter(tag -> !tag.isWeak());
  }

  private EntityTag ofCompressed(EntityTag plain) {
    return EntityTag.strong(plain.opaque() + suffix);
  }

  /** The response with the suffix. Weak tags stay: they name content in all its codings. */
  Response addTo(Response response) {
    return strongTag(response)
        .map(plain -> response.replace(Field.of(HeaderName.ETAG, ofCompressed(plain).toString())))
        .orElse(response);
  }

  /**
   * Whether a reader's conditions are true of the plain content alone, because it was sent plain
   * before: by a server without compression, for example. Otherwise such a client would get the
   * same content again, or none (RFC 9110 sections 13.1.1 and 13.1.2).
   */
  boolean isOnlyPlainKnown(Request request, Response plain) {
    HeaderName condition =
        request.headers().contains(HeaderName.IF_MATCH)
            ? HeaderName.IF_MATCH
            : HeaderName.IF_NONE_MATCH;
    List<String> tags = request.headers().all(condition);
    Optional<EntityTag> tag = tags.isEmpty() ? Optional.empty() : strongTag(plain);
    boolean isStrong = condition.equals(HeaderName.IF_MATCH);
    return isReading(request)
        && tag.isPresent()
        && tag.get().isListed(tags, isStrong)
        && !ofCompressed(tag.get()).isListed(tags, isStrong);
  }

  private static boolean isReading(Request request) {
    return request.method() == Method.GET || request.method() == Method.HEAD;
  }

  /**
   * The request as its handler should see it. A client that changes something may know the tag of
   * the compressed content, so a condition with that tag also holds for the plain content. The
   * level does not matter: a server may have changed it.
   */
  static Request extendConditions(Request request) {
    return isReading(request)
            || !(hasSuffix(request.headers(), HeaderName.IF_MATCH)
                || hasSuffix(request.headers(), HeaderName.IF_NONE_MATCH))
        ? request
        : request.with(request.headers().map(field -> List.of(extend(field))));
  }

  private static boolean hasSuffix(Headers headers, HeaderName name) {
    return headers.all(name).stream().anyMatch(value -> WITH_SUFFIX.matcher(value).find());
  }

  private static Field extend(Field field) {
    boolean isCondition =
        field.name().equals(HeaderName.IF_MATCH) || field.name().equals(HeaderName.IF_NONE_MATCH);
    return isCondition
        ? Field.of(field.name(), WITH_SUFFIX.matcher(field.value()).replaceAll("$0, $1\""))
        : field;
  }
}
