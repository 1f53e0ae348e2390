package io.heddle.content;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.heddle.http.Budget;
import io.heddle.store.FileFacts;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files that were served most, by the paths of their requests: small ones in memory, large ones
 * open. A file that has changed, or is gone, is noticed after at most {@link #MAX_STALE}; until
 * then, responses with a large file that was made shorter in place are cut off. Without the cache,
 * each request would resolve the path and open the file, which an event loop must leave to a
 * worker. Thread-safe.
 */
public final class FileCache implements Closeable {
  /** How long a change of a file may go unnoticed. */
  public static final Duration MAX_STALE = Duration.ofSeconds(1);

  /** Files up to this size are kept in memory. */
  static final int MAX_CONTENT_BYTES = 32 << 10;

  /** The copies that connections make of such files count for the memory of the connections. */
  static final int MAX_TINY_BYTES = 4 << 10;

  /** What a file in memory takes besides its content: its path, facts and fields. */
  private static final int OTHER_BYTES = 1 << 10;

  /** A file that nobody asks for is released after this time. */
  private static final Duration MAX_IDLE = Duration.ofMinutes(1);

  /** Most files that are open at a time by default. */
  public static final int STANDARD_OPEN_FILES = 1_000;

  private static final long MAX_STANDARD_BYTES = 64L << 20;
  private static final int MAX_OPEN_WEIGHT = 1 << 30;

  private final Duration settled;
  private final int openWeight;
  private volatile boolean keeps;
  private final Cache<String, KnownFile> files;

  /** Contents that are not kept any more, but are still being sent to slow clients. */
  private final Budget leftovers;

  /** What was checked at this time or before may have changed since. */
  private final AtomicLong expiredMillis = new AtomicLong(Long.MIN_VALUE);

  /**
   * A cache of this size.
   *
   * @param maxBytes memory for the contents of small files. With 0, nothing is kept, and every
   *     request looks at the disk
   * @param maxOpenFiles most large files that are kept open, at least 1
   */
  public FileCache(long maxBytes, int maxOpenFiles) {
    this(maxBytes, maxOpenFiles, FileFacts.SETTLED);
  }

  /**
   * A cache of this size.
   *
   * @param settled a file that changed less than this before now is not kept
   */
  FileCache(long maxBytes, int maxOpenFiles, Duration settled) {
    this.settled = settled;
    this.keeps = maxBytes > 0;
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
            .removalListener(FileCache::removed)
            .build();
  }

  /** A cache of a sixteenth of the heap, but at most 64 MiB, with at most 1,000 open files. */
  public static FileCache standard() {
    return new FileCache(standardBytes(), STANDARD_OPEN_FILES);
  }

  /** The size of {@link #standard}. */
  public static long standardBytes() {
    return Math.min(Runtime.getRuntime().maxMemory() / 16, MAX_STANDARD_BYTES);
  }

  private int weight(String path, KnownFile file) {
    long bytes = file.isOpen() ? openWeight : file.bytesInMemory();
    return (int) bytes + OTHER_BYTES + path.length();
  }

  private static void removed(@Nullable String path, @Nullable KnownFile file, RemovalCause cause) {
    if (file != null) {
      file.discard();
    }
  }

  /** What {@link #find} finds without the disk; null if it would have to look there. */
  @Nullable KnownFile fresh(String path, long nowMillis) {
    KnownFile known = files.getIfPresent(path);
    return known != null && isFresh(known, nowMillis) ? known : null;
  }

  private boolean isFresh(KnownFile known, long nowMillis) {
    return known.isCheckedWithin(MAX_STALE.toMillis(), nowMillis)
        && known.isCheckedAfter(expiredMillis.get());
  }

  /** The file that a request's path leads to; null if it is not known, or has changed. */
  @Nullable KnownFile find(String path, FileFinder finder, long nowMillis) {
    KnownFile known = files.getIfPresent(path);
    if (known == null) {
      return null;
    }
    if (isFresh(known, nowMillis) || known.isUnchanged(path, finder, nowMillis)) {
      return known;
    }
    kept().remove(path, known);
    return null;
  }

  /**
   * Whether a file with these facts may be kept for this path. Paths with repeated slashes lead to
   * a file that has another path as well.
   */
  boolean mayKeep(String path, FileFacts facts, Instant now) {
    return keeps && !path.contains("//") && facts.isOlderThan(settled, now);
  }

  /**
   * Whether the content of a file may be kept in memory. Contents that slow clients still receive
   * after they have left the cache may take as much memory as the cache. Beyond that, small files
   * are kept open like large ones.
   */
  boolean mayKeepInMemory(long size) {
    return size <= MAX_CONTENT_BYTES && leftovers.has(size);
  }

  /** What a small file's content counts for when it has left the cache. */
  Budget leftovers() {
    return leftovers;
  }

  /** Keeps the file, and releases the one that was kept for this path. */
  void keep(String path, KnownFile file) {
    files.put(path, file);
    releaseIfClosed();
  }

  /** Keeps what is known of the file, unless more of it is kept already. */
  void keepUnread(String path, KnownFile file) {
    kept().putIfAbsent(path, file);
    releaseIfClosed();
  }

  private void releaseIfClosed() {
    if (!keeps) {
      files.invalidateAll();
    }
  }

  /**
   * Releases all files, and keeps none from now on: other settings have taken the place of those
   * that use this cache. Responses that are being sent go on.
   */
  @Override
  public void close() {
    keeps = false;
    files.invalidateAll();
  }

  private Map<String, KnownFile> kept() {
    return files.asMap();
  }

  /** Some file has just been changed, so none is used again before it is checked. */
  void expire(long nowMillis) {
    expiredMillis.accumulateAndGet(nowMillis, Math::max);
  }

  /** Releases all open files, because the process has no descriptors left. */
  void releaseOpenFiles() {
    kept().values().removeIf(KnownFile::isOpen);
  }
}
