package io.heddle.engine.tls;

import io.heddle.engine.EngineObserver;
import java.util.concurrent.atomic.AtomicInteger;

/** The handshakes in progress, and how many may be. Thread-safe. */
final class Handshakes {
  private final int max;
  private final EngineObserver observer;
  private final AtomicInteger current = new AtomicInteger();

  Handshakes(int max, EngineObserver observer) {
    this.max = max;
    this.observer = observer;
  }

  /** Counts a handshake that begins; false if too many are in progress already. */
  boolean begin() {
    if (current.incrementAndGet() <= max) {
      return true;
    }
    current.decrementAndGet();
    refuse();
    return false;
  }

  /** Counts a client that does not get a handshake. */
  void refuse() {
    observer.handshakeEnded(false);
  }

  /** Counts a handshake that has ended. */
  void end(boolean isComplete) {
    current.decrementAndGet();
    observer.handshakeEnded(isComplete);
  }
}
