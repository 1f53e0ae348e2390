package io.heddle.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.heddle.http.Budget;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What all parts of a cache keep, within one bound for memory and open files. Each part has its own
 * paths. Thread-safe.
 */
final class KeptFiles {
  /** What a file in memory takes besides its content: its path, facts and fields. */
  private static final int OTHER_BYTES = 1 << 10;

  /** A file that nobody asks for is released after this time. */
  private static final Duration MAX_IDLE = Duration.ofMinutes(1);

  private static final int MAX_OPEN_WEIGHT = 1 << 30;

  /**
   * A path.
   *
   * @param part that it belongs to
   */
  private record Key(int part, String path) {}

  private final int openWeight;
  private final Budget leftovers;
  private final AtomicInteger parts = new AtomicInteger();
  private volatile boolean isClosed;
  private final Cache<Key, KnownFile> files;

  /**
   * Nothing yet.
   *
   * @param maxBytes memory for the contents of small files; with 0, nothing is kept
   * @param maxOpenFiles most large files that are kept open, at least 1
   */
  KeptFiles(long maxBytes, int maxOpenFiles) {
    this.isClosed = maxBytes == 0;
    this.leftovers = new Budget(maxBytes);
    // One bound serves both: so many open files weigh as much as all of the memory.
    this.openWeight = Math.clamp(maxBytes / maxOpenFiles, 1, MAX_OPEN_WEIGHT);
    this.files =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(this::weight)
            .expireAfterAccess(MAX_IDLE)
            .scheduler(Scheduler.systemScheduler())
            // An entry is removed by a thread that uses the cache; it must not hand that to
            // another.
            .executor(Runnable::run)
            .removalListener(KeptFiles::removed)
            .build();
  }

  private int weight(Key key, KnownFile file) {
    long bytes = file.isOpen() ? openWeight : file.bytesInMemory();
    return (int) bytes + OTHER_BYTES + key.path.length();
  }

  private static void removed(@Nullable Key key, @Nullable KnownFile file, RemovalCause cause) {
    if (file != null) {
      file.discard();
    }
  }

  private Map<Key, KnownFile> asMap() {
    return files.asMap();
  }

  /** The number of a new part. */
  int nextPart() {
    return parts.getAndIncrement();
  }

  boolean isClosed() {
    return isClosed;
  }

  /** What a small file's content counts for when it is not kept any more, but is still sent. */
  Budget leftovers() {
    return leftovers;
  }

  @Nullable KnownFile find(int part, String path) {
    return files.getIfPresent(new Key(part, path));
  }

  /** Keeps the file, and releases the one that was kept for this path. */
  void keep(int part, String path, KnownFile file) {
    files.put(new Key(part, path), file);
    releaseIfClosed();
  }

  /** Keeps the file, unless one is kept for this path already. */
  void keepIfAbsent(int part, String path, KnownFile file) {
    asMap().putIfAbsent(new Key(part, path), file);
    releaseIfClosed();
  }

  private void releaseIfClosed() {
    if (isClosed) {
      files.invalidateAll();
    }
  }

  /** Releases this file, if it is the one that is kept for this path. */
  void remove(int part, String path, KnownFile file) {
    asMap().remove(new Key(part, path), file);
  }

  /** Releases all open files. */
  void releaseOpenFiles() {
    asMap().values().removeIf(KnownFile::isOpen);
  }

  /** Releases all files, and keeps none from now on. */
  void close() {
    isClosed = true;
    files.invalidateAll();
  }
}
