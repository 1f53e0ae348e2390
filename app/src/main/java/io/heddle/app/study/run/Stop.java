package io.heddle.app.study.run;

/** The user's request to stop, which any thread may make. What was measured before is kept. */
public final class Stop {
  private static final long SIGNAL_MILLIS = 300;

  private final Thread worker;
  private volatile boolean isAsked;
  private volatile Runnable action = () -> {};

  /** A wish to stop what this thread does. */
  public Stop() {
    this.worker = Thread.currentThread();
  }

  /** Stops the worker, whatever it waits for. */
  public void ask() {
    isAsked = true;
    action.run();
    worker.interrupt();
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
    Thread.sleep(SIGNAL_MILLIS);
    check();
  }

  /** Throws if the user wants to stop. */
  void check() throws InterruptedException {
    if (isAsked) throw new InterruptedException("the study is stopped");
  }
}
