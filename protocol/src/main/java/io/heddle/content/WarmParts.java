package io.heddle.content;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a file that were read completely a short time ago, and so are most likely in memory
 * still. Thread-safe.
 */
final class WarmParts {
  static final int PART_BYTES = 64 << 10;

  /** The kernel rarely evicts within this time what has just been read. */
  static final Duration MAX_AGE = Duration.ofSeconds(10);

  private final long size;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Marks> latest = new AtomicReference<>();

  /** A bit for each part. All expire together, so none is older than the first. */
  private record Marks(long sinceMillis, AtomicLongArray bits) {}

  /**
   * None yet.
   *
   * @param size of the file in bytes
   */
  WarmParts(long size, InstantSource clock) {
    this.size = size;
    this.clock = clock;
  }

  /** Adds the parts that lie in this range completely; the last part ends with the file. */
  void add(long position, long end) {
    Marks marks = marks();
    if (marks == null) {
      marks = new Marks(clock.millis(), new AtomicLongArray((int) (count() / Long.SIZE) + 1));
      latest.set(marks);
    }
    long first = (position + PART_BYTES - 1) / PART_BYTES;
    long last = end >= size ? count() : end / PART_BYTES;
    for (long part = first; part < last; part++) {
      marks.bits.accumulateAndGet(word(part), bit(part), (bits, one) -> bits | one);
    }
  }

  /** Whether every part that has bytes of this range was added lately. */
  boolean contain(long position, long end) {
    Marks marks = marks();
    if (marks == null) {
      return false;
    }
    for (long part = position / PART_BYTES; part * PART_BYTES < end; part++) {
      if ((marks.bits.get(word(part)) & bit(part)) == 0) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Marks marks() {
    Marks marks = latest.get();
    if (marks == null) {
      return null;
    }
    long age = clock.millis() - marks.sinceMillis;
    // The clock may have been set back.
    return age >= 0 && age < MAX_AGE.toMillis() ? marks : null;
  }

  private long count() {
    return (size + PART_BYTES - 1) / PART_BYTES;
  }

  private static int word(long part) {
    return (int) (part / Long.SIZE);
  }

  private static long bit(long part) {
    return 1L << (part % Long.SIZE);
  }
}
