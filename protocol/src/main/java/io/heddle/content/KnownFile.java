package io.heddle.content;

import io.heddle.http.Body;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file as it was when it was last checked: a small one in memory, a large one open. Thread-safe.
 */
final class KnownFile {
  private final Path located;
  private final Path real;
  private final FileFacts facts;
  private final Response response;
  private final @Nullable OpenFile open;
  private volatile long checkedMillis;

  private KnownFile(
      Path located,
      Path real,
      FileFacts facts,
      Response response,
      @Nullable OpenFile open,
      long nowMillis) {
    this.located = located;
    this.real = real;
    this.facts = facts;
    this.response = response;
    this.open = open;
    this.checkedMillis = nowMillis;
  }

  /**
   * A small file.
   *
   * @param located where the request's path leads, before symbolic links are resolved
   * @param facts read before the content, so that a change meanwhile does not go unnoticed
   * @param whole its response, with the content
   */
  static KnownFile inMemory(
      Path located, Path real, FileFacts facts, Response whole, long nowMillis) {
    return new KnownFile(located, real, facts, whole, null, nowMillis);
  }

  /**
   * A large file.
   *
   * @param bare its response, without the content
   */
  static KnownFile open(
      Path located, Path real, FileFacts facts, Response bare, OpenFile file, long nowMillis) {
    return new KnownFile(located, real, facts, bare, file, nowMillis);
  }

  /** A response with the file; empty if the file has just been closed. */
  Optional<Response> response() {
    if (open == null) {
      return Optional.of(response);
    }
    Body body = open.body();
    return body == null ? Optional.empty() : Optional.of(response.with(body));
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

  /** Looks whether the path still leads to the same, unchanged file. */
  boolean isUnchanged(DocumentRoot root, long nowMillis) {
    try {
      boolean isSame = root.find(located).equals(real) && FileFacts.of(real).equals(facts);
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
    return open == null ? response.body().length() : 0;
  }

  /** Releases the file. Responses that are being sent go on. */
  void discard() {
    if (open != null) {
      try {
        open.release();
      } catch (IOException ignored) {
        // The file was only read, so no data is lost.
      }
    }
  }
}
