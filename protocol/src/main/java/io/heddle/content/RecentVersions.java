package io.heddle.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heddle.store.FileFacts;
import java.time.Duration;

/**
 * The versions of files that a store has just made, each of which has facts that no other version
 * has. The facts of other files say that much only when the files are {@linkplain FileFacts#SETTLED
 * settled}. Thread-safe.
 */
final class RecentVersions {
  /** Longer than a file takes to settle, even if the clock of the file system is another one. */
  private static final Duration MAX_AGE = FileFacts.SETTLED.multipliedBy(2);

  /** A version that is forgotten too early has a weak tag until its file has settled. */
  private static final int MAX_VERSIONS = 10_000;

  private final Cache<FileFacts, Boolean> versions =
      Caffeine.newBuilder()
          .maximumSize(MAX_VERSIONS)
          .expireAfterWrite(MAX_AGE)
          .executor(Runnable::run)
          .build();

  /** Adds what a store has made. */
  void add(FileFacts version) {
    versions.put(version, true);
  }

  /** Whether a store has just made the file that has these facts. */
  boolean contain(FileFacts facts) {
    return versions.getIfPresent(facts) != null;
  }
}
