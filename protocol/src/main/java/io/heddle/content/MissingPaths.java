package io.heddle.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The paths of requests that have just led to nothing, so that the fallback is the answer to them
 * again without a look at the disk. A file that appears there is noticed after at most {@link
 * FileCache#MAX_STALE}. Thread-safe.
 */
final class MissingPaths {
  private static final long MAX_CHARS = 1 << 20;

  /** What an entry takes besides its path. */
  private static final int OTHER_CHARS = 100;

  /** When each path led to nothing, in milliseconds. */
  private final Cache<String, Long> checked =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CHARS)
          .weigher((String path, Long _) -> path.length() + OTHER_CHARS)
          .executor(Runnable::run)
          .build();

  void note(String path, long nowMillis) {
    checked.put(path, nowMillis);
  }

  /** Whether the path is known to lead to nothing. */
  boolean contains(String path, long nowMillis) {
    Long millis = checked.getIfPresent(path);
    // The clock may have been set back.
    return millis != null
        && nowMillis >= millis
        && nowMillis - millis < FileCache.MAX_STALE.toMillis();
  }

  /** Some file may have appeared. */
  void clear() {
    checked.invalidateAll();
  }
}
