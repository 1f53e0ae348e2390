package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.util.concurrent.atomic.AtomicLong;

/** How much of one kind a {@link FileStore} may hold, and holds now. Thread-safe. */
final class Quota {
  private volatile long max;
  private final String reason;
  private final AtomicLong used = new AtomicLong();

  /**
   * A quota of which nothing is used.
   *
   * @param reason what clients are told when it is used up
   */
  Quota(long max, String reason) {
    this.max = max;
    this.reason = reason;
  }

  /** Allows so much from now on. If more is there, it stays, and nothing is added. */
  void allow(long next) {
    max = next;
  }

  /** Counts what is there at the start, even if it is too much. */
  void count(long amount) {
    used.addAndGet(amount);
  }

  /**
   * Fails if there is no room for so much; takes none.
   *
   * @throws HttpException 507
   */
  void requireRoom(long amount) {
    requireRoom(amount, used.get());
  }

  private void requireRoom(long amount, long now) {
    if (amount > max - now) {
      throw new HttpException(Status.INSUFFICIENT_STORAGE, reason);
    }
  }

  /**
   * Takes so much. A refused request is never counted, not even for a moment, so it cannot take
   * room from another.
   *
   * @throws HttpException 507 when it is not left
   */
  void take(long amount) {
    long now = used.get();
    requireRoom(amount, now);
    while (!used.compareAndSet(now, now + amount)) {
      now = used.get();
      requireRoom(amount, now);
    }
  }

  /** Gives so much back; less if other programs have stored files that were never counted. */
  void give(long amount) {
    used.updateAndGet(now -> Math.max(0, now - amount));
  }

  long used() {
    return used.get();
  }
}
