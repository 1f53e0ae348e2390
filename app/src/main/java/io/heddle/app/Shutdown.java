package io.heddle.app;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** SIGTERM and SIGINT: the first asks for the end, the second makes it. */
final class Shutdown {
  /** What a shell reports of a process that a signal ended: this and the signal's number. */
  private static final int SIGNALLED = 128;

  private final CountDownLatch asked = new CountDownLatch(1);

  private Shutdown() {}

  /**
   * Begins to listen for the signals.
   *
   * @throws StartupException when the JVM does not pass them on
   */
  static Shutdown onSignals() throws StartupException {
    Shutdown shutdown = new Shutdown();
    try {
      Signal.handle(new Signal("TERM"), shutdown::received);
      Signal.handle(new Signal("INT"), shutdown::received);
    } catch (IllegalArgumentException e) {
      throw new StartupException(
          "cannot drain at a signal (" + e.getMessage() + "): run Java without -Xrs", e);
    }
    return shutdown;
  }

  private void received(Signal signal) {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }
    asked.countDown();
  }

  /** Waits for the first signal. */
  void await() {
    boolean waiting = true;
    while (waiting) {
      try {
        asked.await();
        waiting = false;
      } catch (InterruptedException e) {
        // nobody interrupts the main thread: wait on
      }
    }
  }
}
