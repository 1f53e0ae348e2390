package io.heddle.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that many requests may use together, such as that for the buffers of all connections. When
 * it is used up, some clients are turned away before the heap is full. What it is for counts when
 * it is allocated, grows or is dropped; moving it to or from a pool changes nothing. Thread-safe.
 */
public final class Budget {
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  /** A budget of which nothing is used. */
  public Budget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes this many bytes; takes none and returns false if fewer are left. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /**
   * Takes this many bytes even if that exceeds the budget, for small things that are always needed.
   */
  public void overdraw(long bytes) {
    used.addAndGet(bytes);
  }

  /** Gives this many bytes back. */
  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Whether this many more bytes are within the budget. */
  public boolean has(long bytes) {
    return used.get() + bytes <= maxBytes;
  }

  /** The bytes in use, including those of pooled buffers. */
  public long usedBytes() {
    return used.get();
  }

  public long maxBytes() {
    return maxBytes;
  }
}
