package io.heddle.app;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals to the process. The first SIGTERM or SIGINT starts a shutdown, a second one ends the
 * process immediately. SIGHUP reloads the configuration and never ends the process.
 */
final class Signals {
  /** If a signal ends a process, a shell reports this plus the signal's number. */
  private static final int SIGNALLED = 128;

  private final CountDownLatch endAsked = new CountDownLatch(1);
  private volatile @Nullable Runnable hangup;
  private volatile boolean hungUp;

  private Signals() {}

  /**
   * Starts listening for the signals.
   *
   * @throws StartupException if the JVM does not pass them on
   */
  static Signals listen() throws StartupException {
    Signals signals = new Signals();
    handle("TERM", signals::ended);
    handle("INT", signals::ended);
    handle("HUP", signals::hungUp);
    return signals;
  }

  private static void handle(String name, SignalHandler handler) throws StartupException {
    try {
      Signal.handle(new Signal(name), handler);
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "cannot handle signals (" + e.getMessage() + "): run Java without -Xrs", e);
    }
  }

  private void ended(Signal signal) {
    if (endAsked.getCount() == 0) {
      Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }
    endAsked.countDown();
  }

  private void hungUp(Signal signal) {
    hungUp = true;
    Runnable action = hangup;
    if (action != null) {
      action.run();
    }
  }

  /** Runs the action at every SIGHUP, and now if one has arrived already. It must not block. */
  void onHangup(Runnable action) {
    hangup = action;
    if (hungUp) {
      action.run();
    }
  }

  /** Waits for the first SIGTERM or SIGINT. */
  void awaitEnd() {
    boolean waiting = true;
    while (waiting) {
      try {
        endAsked.await();
        waiting = false;
      } catch (InterruptedException e) {
        // nobody interrupts the main thread: keep waiting
      }
    }
  }
}
