package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the files of a {@link FileStore} have together, and how many they may have. Drafts
 * count too, so a file that is being replaced counts twice. Thread-safe.
 */
final class Quota {
  private final long maxBytes;
  private final AtomicLong used = new AtomicLong();

  Quota(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Counts what is there at the start, even if it is too much. */
  void count(long bytes) {
    used.addAndGet(bytes);
  }

  /**
   * Fails if there is no room for so many bytes; takes none.
   *
   * @throws HttpException 507
   */
  void requireRoom(long bytes) {
    if (bytes > maxBytes - used.get()) {
      throw full();
    }
  }

  /**
   * Takes so many bytes.
   *
   * @throws HttpException 507 when they are not left
   */
  void take(long bytes) {
    if (used.addAndGet(bytes) > maxBytes) {
      used.addAndGet(-bytes);
      throw full();
    }
  }

  /** Gives so many bytes back; fewer if others have stored files that were never counted. */
  void give(long bytes) {
    used.updateAndGet(now -> Math.max(0, now - bytes));
  }

  long usedBytes() {
    return used.get();
  }

  private static HttpException full() {
    return new HttpException(Status.INSUFFICIENT_STORAGE, "the quota of this folder is used up");
  }
}
