package io.heddle.engine.blocking;

/** What kind of thread a connection gets. */
public enum ThreadKind {
  /** Threads of the Java platform, which cost little while they wait (JEP 444). */
  VIRTUAL,
  /** Threads of the operating system: thread-per-connection as it used to be. */
  PLATFORM;

  Thread unstarted(String name, Runnable task) {
    return this == VIRTUAL
        ? Thread.ofVirtual().unstarted(task)
        : Thread.ofPlatform().name(name).daemon().unstarted(task);
  }
}
