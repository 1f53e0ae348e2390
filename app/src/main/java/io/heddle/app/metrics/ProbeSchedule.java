package io.heddle.app.metrics;

import io.heddle.engine.Engine;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Probes an engine about ten times a second, at random intervals so that it does not miss periodic
 * delays, and ticks the clock. It has its own platform thread, because it must not wait in the
 * queue that it measures.
 */
final class ProbeSchedule {
  private static final Logger LOG = System.getLogger(ProbeSchedule.class.getName());
  private static final long MIN_NANOS = 50_000_000;
  private static final long MAX_NANOS = 150_000_000;

  private final Engine engine;
  private final CoarseClock clock;
  private final Thread thread = Thread.ofPlatform().name("sampler").daemon().unstarted(this::run);
  private volatile boolean ended;
  private boolean failing;

  ProbeSchedule(Engine engine, CoarseClock clock) {
    this.engine = engine;
    this.clock = clock;
  }

  ProbeSchedule start() {
    thread.start();
    return this;
  }

  private void run() {
    while (!ended) {
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MIN_NANOS, MAX_NANOS));
      clock.tick();
      probe();
    }
  }

  private void probe() {
    try {
      engine.probe();
      failing = false;
    } catch (IOException | RuntimeException | Error e) {
      // most likely, no descriptor or thread is left; keep ticking
      if (!failing) {
        failing = true;
        LOG.log(Level.WARNING, "cannot probe the engine for now: " + e);
      }
    }
  }

  void end() {
    ended = true;
    LockSupport.unpark(thread);
  }
}
