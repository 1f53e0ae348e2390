package io.heddle.app.study.run;

/** The user's request to stop, which any thread may make. What was measured before is kept. */
public final class Stop {
  private static final long SIGNAL_MILLIS = 300;

  private final Thread worker;
  private final long signalMillis;
  private volatile boolean isAsked;
  private volatile Runnable action = () -> {};
  private boolean isAnswered;

  /** A wish to stop what this thread does. */
  public Stop() {
    this(SIGNAL_MILLIS);
  }

  /**
   * A wish to stop what this thread does.
   *
   * @param signalMillis how long after a failure the wish may come
   */
  Stop(long signalMillis) {
    this.worker = Thread.currentThread();
    this.signalMillis = signalMillis;
  }

  /** Stops the worker, whatever it waits for. */
  public synchronized void ask() {
    isAsked = true;
    if (!isAnswered) {
      action.run();
      worker.interrupt();
    }
  }

  /**
   * Called by the worker when it has stopped or is done: from now on it is not interrupted, so that
   * it can write its results.
   *
   * @return whether the user has asked
   */
  public synchronized boolean answer() {
    isAnswered = true;
    Thread.interrupted();
    return isAsked;
  }

  /** Also runs this when the study is stopped. */
  void onAsked(Runnable then) {
    action = then;
  }

  public boolean isAsked() {
    return isAsked;
  }

  /**
   * Throws if the user wants to stop, or does so soon after this: Ctrl-C also ends the processes
   * that the study has started, and their end may be noticed first.
   */
  void checkAfterFailure() throws InterruptedException {
    Thread.sleep(signalMillis);
    check();
  }

  /** Whether the user wants to stop, or does so soon after this. */
  boolean isAskedSoon() {
    try {
      checkAfterFailure();
      return false;
    } catch (InterruptedException _) {
      return true;
    }
  }

  /** Throws if the user wants to stop. */
  void check() throws InterruptedException {
    if (isAsked) throw new InterruptedException("the study is stopped");
  }
}
