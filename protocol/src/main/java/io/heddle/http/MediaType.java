package io.heddle.http;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A media type with its parameters, as in the Content-Type field (RFC 9110 section 8.3). The field
 * is encoded once.
 */
public final class MediaType {
  public static final MediaType TEXT = new MediaType("text/plain; charset=utf-8");
  public static final MediaType PLAIN = new MediaType("text/plain");
  public static final MediaType HTML = new MediaType("text/html; charset=utf-8");
  public static final MediaType JSON = new MediaType("application/json");
  public static final MediaType BINARY = new MediaType("application/octet-stream");

  private static final Map<String, MediaType> BY_EXTENSION =
      Map.ofEntries(
          entry("html", HTML.text),
          entry("htm", HTML.text),
          entry("txt", TEXT.text),
          entry("log", TEXT.text),
          entry("md", "text/markdown; charset=utf-8"),
          entry("css", "text/css; charset=utf-8"),
          entry("csv", "text/csv; charset=utf-8"),
          entry("js", "text/javascript; charset=utf-8"),
          entry("mjs", "text/javascript; charset=utf-8"),
          entry("json", JSON.text),
          entry("map", JSON.text),
          entry("webmanifest", "application/manifest+json"),
          entry("xml", "application/xml"),
          entry("rss", "application/rss+xml"),
          entry("atom", "application/atom+xml"),
          entry("xhtml", "application/xhtml+xml"),
          entry("svg", "image/svg+xml"),
          entry("png", "image/png"),
          entry("jpg", "image/jpeg"),
          entry("jpeg", "image/jpeg"),
          entry("gif", "image/gif"),
          entry("webp", "image/webp"),
          entry("avif", "image/avif"),
          entry("bmp", "image/bmp"),
          entry("ico", "image/vnd.microsoft.icon"),
          entry("tif", "image/tiff"),
          entry("tiff", "image/tiff"),
          entry("mp3", "audio/mpeg"),
          entry("ogg", "audio/ogg"),
          entry("oga", "audio/ogg"),
          entry("wav", "audio/wav"),
          entry("flac", "audio/flac"),
          entry("m4a", "audio/mp4"),
          entry("mp4", "video/mp4"),
          entry("webm", "video/webm"),
          entry("ogv", "video/ogg"),
          entry("woff", "font/woff"),
          entry("woff2", "font/woff2"),
          entry("ttf", "font/ttf"),
          entry("otf", "font/otf"),
          entry("pdf", "application/pdf"),
          entry("rtf", "application/rtf"),
          entry("zip", "application/zip"),
          entry("gz", "application/gzip"),
          entry("tar", "application/x-tar"),
          entry("7z", "application/x-7z-compressed"),
          entry("jar", "application/java-archive"),
          entry("wasm", "application/wasm"));

  private final String text;
  private final Field field;

  /**
   * A media type with this text.
   *
   * @param text the whole field value, such as {@code text/html; charset=utf-8}
   * @throws IllegalArgumentException when it is not a valid field value
   */
  public MediaType(String text) {
    this.text = text;
    this.field = Field.of(HeaderName.CONTENT_TYPE, text);
  }

  private static Map.Entry<String, MediaType> entry(String extension, String text) {
    return Map.entry(extension, new MediaType(text));
  }

  /** The type for a file name's extension, in any case; {@link #BINARY} if unknown. */
  public static MediaType ofFileName(String name) {
    int dot = name.lastIndexOf('.');
    String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return dot < 0 ? BINARY : BY_EXTENSION.getOrDefault(extension, BINARY);
  }

  /** The whole field value. */
  public String text() {
    return text;
  }

  /** The Content-Type field with this value. */
  public Field field() {
    return field;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MediaType type && type.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
