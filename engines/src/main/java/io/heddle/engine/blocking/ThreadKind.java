package io.heddle.engine.blocking;

/** The kind of thread that a connection gets. */
public enum ThreadKind {
  /** Threads of the JVM, which cost little while they wait (JEP 444). */
  VIRTUAL,
  /** Threads of the operating system: the traditional thread per connection. */
  PLATFORM;

  Thread unstarted(String name, Runnable task) {
    return this == VIRTUAL
        ? Thread.ofVirtual().unstarted(task)
        : Thread.ofPlatform().name(name).daemon().unstarted(task);
  }
}
