package io.heddle.engine;

/**
 * An observer that passes events to another one and logs its exceptions, so that observing never
 * affects the engine.
 */
final class GuardedObserver implements EngineObserver {
  private static final Trouble TROUBLE = Trouble.of(EngineObserver.class);

  private final EngineObserver told;

  private GuardedObserver(EngineObserver told) {
    this.told = told;
  }

  static EngineObserver around(EngineObserver observer) {
    return observer instanceof GuardedObserver ? observer : new GuardedObserver(observer);
  }

  private static void guarded(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | Error e) {
      TROUBLE.error("an observer of the engine failed", e);
    }
  }

  @Override
  public void admitted(Admission admission) {
    guarded(() -> told.admitted(admission));
  }

  @Override
  public void unserved() {
    guarded(told::unserved);
  }

  @Override
  public void clientRefused() {
    guarded(told::clientRefused);
  }

  @Override
  public void acceptFailed() {
    guarded(told::acceptFailed);
  }

  @Override
  public void handshakeEnded(boolean isComplete) {
    guarded(() -> told.handshakeEnded(isComplete));
  }

  @Override
  public void probed(long delayNanos) {
    guarded(() -> told.probed(delayNanos));
  }

  @Override
  public void borrowed(long delayNanos) {
    guarded(() -> told.borrowed(delayNanos));
  }

  @Override
  public void fatal(VirtualMachineError error) {
    // without a lambda: there may be no heap left to make one
    try {
      told.fatal(error);
    } catch (RuntimeException | Error e) {
      TROUBLE.error("an observer of the engine failed", e);
    }
  }
}
