package io.heddle.proxy;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether a server is worth asking, judged by the requests that it has failed to answer.
 * Thread-safe.
 */
final class Health {
  private static final Logger LOG = System.getLogger(Health.class.getName());

  /**
   * What is known.
   *
   * @param fails failures since {@code firstNanos}
   * @param isDown whether it had too many, and has not answered since
   * @param untilNanos when it may be asked again, if it is down
   */
  private record State(int fails, long firstNanos, boolean isDown, long untilNanos) {
    static final State WELL = new State(0, 0, false, 0);

    State failed(long nowNanos, int maxFails, long pauseNanos) {
      boolean isFirst = fails == 0 || nowNanos - firstNanos >= pauseNanos;
      int count = isFirst ? 1 : fails + 1;
      return count >= maxFails
          ? new State(0, 0, true, nowNanos + pauseNanos)
          : new State(count, isFirst ? nowNanos : firstNanos, isDown, untilNanos);
    }
  }

  private final String server;
  private final int maxFails;
  private final long pauseNanos;
  private final AtomicReference<State> state = new AtomicReference<>(State.WELL);

  Health(String server, UpstreamLimits limits) {
    this.server = server;
    this.maxFails = limits.maxFails();
    this.pauseNanos = limits.failPause().toNanos();
  }

  boolean isUp(long nowNanos) {
    State now = state.get();
    return !now.isDown() || nowNanos - now.untilNanos() >= 0;
  }

  void failed(long nowNanos, String reason) {
    LOG.log(Level.DEBUG, () -> "upstream " + server + ": " + reason);
    if (maxFails == 0) {
      return;
    }
    State before = state.getAndUpdate(now -> now.failed(nowNanos, maxFails, pauseNanos));
    if (!before.isDown() && before.failed(nowNanos, maxFails, pauseNanos).isDown()) {
      LOG.log(Level.WARNING, "upstream " + server + " is down: " + reason);
    }
  }

  void succeeded() {
    if (state.get().isDown() && state.getAndSet(State.WELL).isDown()) {
      LOG.log(Level.INFO, "upstream " + server + " is up again");
    }
  }
}
