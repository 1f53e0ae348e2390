package io.heddle.app.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The end of the time that one transfer may take. When it is reached, it closes the connection,
 * which ends whatever waits for it.
 */
final class Deadline implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final long end;
  private final @Nullable Thread watch;
  private @Nullable Link link;
  private boolean isReached;

  private Deadline(Optional<Duration> time) {
    long nanos = time.map(Duration::toNanos).orElse(NEVER);
    end = nanos == NEVER ? NEVER : System.nanoTime() + nanos;
    watch = nanos == NEVER ? null : Thread.ofVirtual().start(() -> watch(nanos));
  }

  /** A deadline after this time from now; none if it is empty. */
  static Deadline in(Optional<Duration> time) {
    return new Deadline(time);
  }

  private void watch(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
      reached();
    } catch (InterruptedException e) {
      // the transfer is over
    }
  }

  private synchronized void reached() {
    isReached = true;
    if (link != null) {
      link.abort();
    }
  }

  /** Applies to this connection from now on. */
  synchronized void guard(Link connected) {
    link = connected;
    if (isReached) {
      connected.abort();
    }
  }

  synchronized boolean isReached() {
    return isReached;
  }

  /** The milliseconds that are left, at least 1 and at most this many; 0 is for no limit. */
  int leftMillis(Optional<Duration> most) {
    long left = end == NEVER ? NEVER : Math.max(1, (end - System.nanoTime()) / 1_000_000);
    long limit =
        Math.min(left, most.map(Duration::toMillis).map(m -> Math.max(1, m)).orElse(NEVER));
    return limit == NEVER ? 0 : (int) Math.min(limit, Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.interrupt();
    }
  }
}
