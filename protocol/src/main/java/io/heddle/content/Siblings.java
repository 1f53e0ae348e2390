package io.heddle.content;

import io.heddle.http.ContentCoding;
import java.util.Optional;

/**
 * The forms of a file that somebody has compressed before: {@code style.css.br}, {@code
 * style.css.zst} and {@code style.css.gz} next to {@code style.css}. They are other forms of the
 * same content, whatever their dates say.
 */
final class Siblings {
  /** Paths have no spaces, so this makes a key that no path has. */
  private static final char SEPARATOR = ' ';

  private Siblings() {}

  /** What the name of a file ends with in this coding. */
  static String extension(ContentCoding coding) {
    return switch (coding) {
      case BROTLI -> ".br";
      case ZSTD -> ".zst";
      case GZIP -> ".gz";
    };
  }

  /** The key in the cache of a form of the file with this key. */
  static String key(String keyOfFile, Optional<ContentCoding> coding) {
    return coding.isPresent() ? keyOfFile + SEPARATOR + coding.get() : keyOfFile;
  }

  /** The key of the file of which this is a key. */
  static String keyOfFile(String key) {
    int separator = key.indexOf(SEPARATOR);
    return separator < 0 ? key : key.substring(0, separator);
  }

  /** The coding of the form with this key; empty if it is the file itself. */
  static Optional<ContentCoding> coding(String key) {
    int separator = key.indexOf(SEPARATOR);
    return separator < 0 ? Optional.empty() : ContentCoding.named(key.substring(separator + 1));
  }
}
