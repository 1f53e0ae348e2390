package io.heddle.codec;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the buffers of all connections may take together, so that many busy clients are
 * turned away before the heap is full. Buffers are counted when they are made, grow or are dropped;
 * taking one from a pool and giving it back changes nothing. Any thread may use it.
 */
public final class Budget {
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  /** A budget of so many bytes. */
  public Budget(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes so many bytes, or none and says false if there are not enough. */
  public boolean take(long bytes) {
    if (used.addAndGet(bytes) <= maxBytes) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** Takes so many bytes even if that exceeds the budget: for what is small and cannot be left. */
  public void overdraw(long bytes) {
    used.addAndGet(bytes);
  }

  /** Gives so many bytes back. */
  public void give(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Whether so many bytes more would be within the budget. */
  public boolean has(long bytes) {
    return used.get() + bytes <= maxBytes;
  }

  /** How many bytes are in use, those of pooled buffers included. */
  public long usedBytes() {
    return used.get();
  }

  public long maxBytes() {
    return maxBytes;
  }
}
