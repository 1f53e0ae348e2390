package io.heddle.filter;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflaters, each of which has 256 KiB of memory outside of the heap. Their number is bounded, and
 * some are kept for the next response. Thread-safe.
 */
final class DeflaterPool {
  private static final int MAX_IDLE = 16;

  private final int level;
  private final int most;
  private final AtomicInteger reserved = new AtomicInteger();
  private final AtomicReferenceArray<@Nullable Deflater> idle =
      new AtomicReferenceArray<>(MAX_IDLE);

  /**
   * A pool.
   *
   * @param level of the compression, from 1, fast, to 9, small
   * @param most how many responses may use a deflater at a time
   */
  DeflaterPool(int level, int most) {
    this.level = level;
    this.most = most;
  }

  /** The level of the compression. */
  int level() {
    return level;
  }

  /** Reserves a deflater for a response; false if too many responses have one. */
  boolean reserve() {
    if (reserved.incrementAndGet() <= most) {
      return true;
    }
    release();
    return false;
  }

  /** Ends a reservation. */
  void release() {
    reserved.decrementAndGet();
  }

  /** How many responses have a reservation. */
  int reserved() {
    return reserved.get();
  }

  /** A deflater for the gzip format; the caller has reserved it, and gives it back. */
  Deflater take() {
    for (int i = 0; i < MAX_IDLE; i++) {
      Deflater kept = idle.getAndSet(i, null);
      if (kept != null) {
        return kept;
      }
    }
    return new Deflater(level, true);
  }

  /** Takes a deflater back, whatever it was doing. */
  void give(Deflater used) {
    used.reset();
    for (int i = 0; i < MAX_IDLE; i++) {
      if (idle.compareAndSet(i, null, used)) {
        return;
      }
    }
    used.end();
  }
}
