package io.heddle.content;

import io.heddle.http.Body;
import io.heddle.http.CachedContent;
import io.heddle.http.ContentCoding;
import io.heddle.http.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was when it was last checked: a small one in memory, a large one open. A file whose
 * siblings are served in its place may be neither. Thread-safe.
 */
final class KnownFile {
  private final Finding.File file;
  private final @Nullable Response response;
  private final @Nullable CachedContent content;
  private final @Nullable OpenFile open;
  private volatile long checkedMillis;

  private KnownFile(
      Finding.File file,
      @Nullable Response response,
      @Nullable CachedContent content,
      @Nullable OpenFile open,
      long nowMillis) {
    this.file = file;
    this.response = response;
    this.content = content;
    this.open = open;
    this.checkedMillis = nowMillis;
  }

  /**
   * A file so small that connections copy it.
   *
   * @param file as it was found before its content was read, so that a change meanwhile does not go
   *     unnoticed
   * @param whole its response, with the content
   */
  static KnownFile tiny(Finding.File file, Response whole, long nowMillis) {
    return new KnownFile(file, whole, null, null, nowMillis);
  }

  /**
   * A small file.
   *
   * @param file as for {@link #tiny}
   * @param bare its response, without the content
   */
  static KnownFile inMemory(
      Finding.File file, Response bare, CachedContent content, long nowMillis) {
    return new KnownFile(file, bare, content, null, nowMillis);
  }

  /**
   * A large file.
   *
   * @param bare its response, without the content
   */
  static KnownFile open(Finding.File file, Response bare, OpenFile open, long nowMillis) {
    return new KnownFile(file, bare, null, open, nowMillis);
  }

  /** A file that is there, with its siblings; its content has not been read. */
  static KnownFile unread(Finding.File file, long nowMillis) {
    return new KnownFile(file, null, null, null, nowMillis);
  }

  /** Other forms of the file. */
  Map<ContentCoding, Finding.File> siblings() {
    return file.siblings();
  }

  /** Whether its content is in memory, or open. */
  boolean isAtHand() {
    return response != null && (open == null || open.isOpen());
  }

  /** A response with the file; empty if it has not been read, or has just been discarded. */
  Optional<Response> response() {
    if (content != null) {
      return with(content.body());
    }
    return open != null ? with(open.body()) : Optional.ofNullable(response);
  }

  private Optional<Response> with(@Nullable Body body) {
    return response == null || body == null ? Optional.empty() : Optional.of(response.with(body));
  }

  /** Whether it was checked within this time before now, in milliseconds. */
  boolean isCheckedWithin(long millis, long nowMillis) {
    long passed = nowMillis - checkedMillis;
    // The clock may have been set back.
    return passed >= 0 && passed < millis;
  }

  /** Whether it was checked later than this. */
  boolean isCheckedAfter(long millis) {
    return checkedMillis > millis;
  }

  /** Whether its key still leads to the same, unchanged file; this looks at the disk. */
  boolean isUnchanged(String key, FileFinder finder, long nowMillis) {
    try {
      boolean isSame = finder.ofKey(key).equals(Optional.of(file));
      if (isSame) {
        checkedMillis = nowMillis;
      }
      return isSame;
    } catch (IOException | RuntimeException e) {
      // The request then resolves the path itself, which finds out what is wrong.
      return false;
    }
  }

  boolean isOpen() {
    return open != null;
  }

  /** The size of the content in memory, in bytes. */
  long bytesInMemory() {
    if (content != null) {
      return content.length();
    }
    return open == null && response != null ? response.body().length() : 0;
  }

  /** Releases the file. Responses that are being sent go on. */
  void discard() {
    if (content != null) {
      content.drop();
    }
    if (open != null) {
      try {
        open.release();
      } catch (IOException ignored) {
        // The file was only read, so no data is lost.
      }
    }
  }
}
