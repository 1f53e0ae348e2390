package io.heddle.content;

import io.heddle.http.Budget;
import io.heddle.store.FileFacts;
import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The files that were served most, by the paths of their requests: small ones in memory, large ones
 * open. A file that has changed, or is gone, is noticed after at most {@link #MAX_STALE}; until
 * then, responses with a large file that was made shorter in place are cut off. Without the cache,
 * each request would resolve the path and open the file, which an event loop must leave to a
 * worker. {@linkplain #part Parts} of a cache share its memory and its open files. Thread-safe.
 */
public final class FileCache implements Closeable {
  /** How long a change of a file may go unnoticed. */
  public static final Duration MAX_STALE = Duration.ofSeconds(1);

  /** Files up to this size are kept in memory. */
  static final int MAX_CONTENT_BYTES = 32 << 10;

  /** The copies that connections make of such files count for the memory of the connections. */
  static final int MAX_TINY_BYTES = 4 << 10;

  /** Most files that are open at a time by default. */
  public static final int STANDARD_OPEN_FILES = 1_000;

  private static final long MAX_STANDARD_BYTES = 64L << 20;

  private final Duration settled;
  private final KeptFiles kept;
  private final int part;

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
    this(settled, new KeptFiles(maxBytes, maxOpenFiles));
  }

  private FileCache(Duration settled, KeptFiles kept) {
    this.settled = settled;
    this.kept = kept;
    this.part = kept.nextPart();
  }

  /**
   * A cache for the paths of another folder. It shares the memory and the open files of this one,
   * and ends with it.
   */
  public FileCache part() {
    return new FileCache(settled, kept);
  }

  /** A cache of a sixteenth of the heap, but at most 64 MiB, with at most 1,000 open files. */
  public static FileCache standard() {
    return new FileCache(standardBytes(), STANDARD_OPEN_FILES);
  }

  /** The size of {@link #standard}. */
  public static long standardBytes() {
    return Math.min(Runtime.getRuntime().maxMemory() / 16, MAX_STANDARD_BYTES);
  }

  /** What {@link #find} finds without the disk; null if it would have to look there. */
  @Nullable KnownFile fresh(String path, long nowMillis) {
    KnownFile known = kept.find(part, path);
    return known != null && isFresh(known, nowMillis) ? known : null;
  }

  private boolean isFresh(KnownFile known, long nowMillis) {
    return known.isCheckedWithin(MAX_STALE.toMillis(), nowMillis)
        && known.isCheckedAfter(expiredMillis.get());
  }

  /** The file that a request's path leads to; null if it is not known, or has changed. */
  @Nullable KnownFile find(String path, FileFinder finder, long nowMillis) {
    KnownFile known = kept.find(part, path);
    if (known == null) {
      return null;
    }
    if (isFresh(known, nowMillis) || known.isUnchanged(path, finder, nowMillis)) {
      return known;
    }
    kept.remove(part, path, known);
    return null;
  }

  /**
   * Whether a file with these facts may be kept for this path. Paths with repeated slashes lead to
   * a file that has another path as well.
   */
  boolean mayKeep(String path, FileFacts facts, Instant now) {
    return !kept.isClosed() && !path.contains("//") && facts.isOlderThan(settled, now);
  }

  /**
   * Whether the content of a file may be kept in memory. Contents that slow clients still receive
   * after they have left the cache may take as much memory as the cache. Beyond that, small files
   * are kept open like large ones.
   */
  boolean mayKeepInMemory(long size) {
    return size <= MAX_CONTENT_BYTES && kept.leftovers().has(size);
  }

  /** What a small file's content counts for when it has left the cache. */
  Budget leftovers() {
    return kept.leftovers();
  }

  /** Keeps the file, and releases the one that was kept for this path. */
  void keep(String path, KnownFile file) {
    kept.keep(part, path, file);
  }

  /** Keeps what is known of the file, unless more of it is kept already. */
  void keepUnread(String path, KnownFile file) {
    kept.keepIfAbsent(part, path, file);
  }

  /**
   * Releases all files of all parts, and keeps none from now on: other settings have taken the
   * place of those that use this cache. Responses that are being sent go on.
   */
  @Override
  public void close() {
    kept.close();
  }

  /** Some file of this part has just been changed, so none is used again before it is checked. */
  void expire(long nowMillis) {
    expiredMillis.accumulateAndGet(nowMillis, Math::max);
  }

  /** Releases all open files of all parts, because the process has no descriptors left. */
  void releaseOpenFiles() {
    kept.releaseOpenFiles();
  }
}
