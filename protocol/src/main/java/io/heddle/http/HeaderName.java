package io.heddle.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The name of a header field: a token, compared without regard to case (RFC 9110 section 5.1). */
public final class HeaderName {
  public static final HeaderName ALLOW = new HeaderName("Allow");
  public static final HeaderName ACCEPT = new HeaderName("Accept");
  public static final HeaderName ACCEPT_ENCODING = new HeaderName("Accept-Encoding");
  public static final HeaderName ACCEPT_RANGES = new HeaderName("Accept-Ranges");
  public static final HeaderName CACHE_CONTROL = new HeaderName("Cache-Control");
  public static final HeaderName CONNECTION = new HeaderName("Connection");
  public static final HeaderName CONTENT_ENCODING = new HeaderName("Content-Encoding");
  public static final HeaderName CONTENT_LANGUAGE = new HeaderName("Content-Language");
  public static final HeaderName CONTENT_LENGTH = new HeaderName("Content-Length");
  public static final HeaderName CONTENT_RANGE = new HeaderName("Content-Range");
  public static final HeaderName CONTENT_TYPE = new HeaderName("Content-Type");
  public static final HeaderName DATE = new HeaderName("Date");
  public static final HeaderName ETAG = new HeaderName("ETag");
  public static final HeaderName EXPECT = new HeaderName("Expect");
  public static final HeaderName HOST = new HeaderName("Host");
  public static final HeaderName IF_MATCH = new HeaderName("If-Match");
  public static final HeaderName IF_MODIFIED_SINCE = new HeaderName("If-Modified-Since");
  public static final HeaderName IF_NONE_MATCH = new HeaderName("If-None-Match");
  public static final HeaderName IF_RANGE = new HeaderName("If-Range");
  public static final HeaderName IF_UNMODIFIED_SINCE = new HeaderName("If-Unmodified-Since");
  public static final HeaderName LAST_MODIFIED = new HeaderName("Last-Modified");
  public static final HeaderName LOCATION = new HeaderName("Location");
  public static final HeaderName RANGE = new HeaderName("Range");
  public static final HeaderName REFERER = new HeaderName("Referer");
  public static final HeaderName RETRY_AFTER = new HeaderName("Retry-After");
  public static final HeaderName SERVER = new HeaderName("Server");
  public static final HeaderName TRAILER = new HeaderName("Trailer");
  public static final HeaderName TRANSFER_ENCODING = new HeaderName("Transfer-Encoding");
  public static final HeaderName USER_AGENT = new HeaderName("User-Agent");
  public static final HeaderName VARY = new HeaderName("Vary");
  public static final HeaderName VIA = new HeaderName("Via");

  private final String text;
  private final byte[] lower;
  private final int hash;

  private HeaderName(String text) {
    this.text = text;
    this.lower = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < lower.length; i++) {
      lower[i] = Ascii.lower(lower[i]);
    }
    this.hash = Arrays.hashCode(lower);
  }

  /**
   * The name with this spelling.
   *
   * @throws IllegalArgumentException when it is empty or not a token
   */
  public static HeaderName of(String text) {
    if (!Ascii.isToken(text)) {
      throw new IllegalArgumentException("header name \"" + text + "\" is not a token");
    }
    return new HeaderName(text);
  }

  public int length() {
    return lower.length;
  }

  /** Whether the bytes spell this name, in any case. */
  public boolean matches(byte[] bytes, int from, int to) {
    if (to - from != lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (Ascii.lower(bytes[from + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HeaderName name
        && hash == name.hash
        && Arrays.equals(lower, name.lower);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return text;
  }
}
