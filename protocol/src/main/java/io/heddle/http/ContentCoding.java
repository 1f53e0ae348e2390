package io.heddle.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A way to make content smaller for its transfer (RFC 9110 section 8.4.1). The order is that in
 * which the server prefers them.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of and Field are immutable
public enum ContentCoding {
  /** Brotli (RFC 7932). */
  BROTLI("br"),
  /** Zstandard (RFC 8878). */
  ZSTD("zstd"),
  /** gzip (RFC 1952). */
  GZIP("gzip", "x-gzip");

  private final List<String> names;
  private final Field field;

  ContentCoding(String... names) {
    this.names = List.of(names);
    this.field = Field.of(HeaderName.CONTENT_ENCODING, names[0]);
  }

  /** The names that clients use for it, in lower case. */
  List<String> names() {
    return names;
  }

  /** The coding with this name, in any case. */
  public static Optional<ContentCoding> named(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of(values()).filter(coding -> coding.names.contains(lower)).findFirst();
  }

  /** The Content-Encoding field for content in this coding. */
  public Field field() {
    return field;
  }

  /** The name in Content-Encoding and Accept-Encoding. */
  @Override
  public String toString() {
    return names.getFirst();
  }
}
