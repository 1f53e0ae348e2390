package io.heddle.filter;

import java.util.Locale;
import java.util.Set;

/** The media types whose content gets much smaller: text, and formats without compression. */
final class CompressibleTypes {
  private static final Set<String> OTHERS =
      Set.of(
          "application/javascript",
          "application/json",
          "application/ndjson",
          "application/rtf",
          "application/vnd.ms-fontobject",
          "application/wasm",
          "application/x-javascript",
          "application/x-ndjson",
          "application/x-tar",
          "application/xml",
          "application/yaml",
          "font/otf",
          "font/ttf",
          "image/bmp",
          "image/vnd.microsoft.icon",
          "image/x-icon");

  private CompressibleTypes() {}

  /**
   * Whether content of this type gains from compression.
   *
   * @param contentType the value of a Content-Type field
   */
  static boolean gain(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    String lower = type.strip().toLowerCase(Locale.ROOT);
    return lower.startsWith("text/")
        || lower.endsWith("+json")
        || lower.endsWith("+xml")
        || lower.endsWith("+text")
        || OTHERS.contains(lower);
  }
}
