package io.heddle.engine.blocking;

/** The kind of thread that a connection gets. */
public enum ThreadKind {
  /** Threads of the JVM, which cost little while they wait (JEP 444). */
  VIRTUAL,
  /** Threads of the operating system: the traditional thread per connection. */
  PLATFORM;

  /** The JDK's name for the number of carriers, which it takes from the processors by default. */
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  /** How many threads of the operating system carry all threads of this kind; 0 for one each. */
  int carriers() {
    return switch (this) {
      case VIRTUAL -> Integer.getInteger(CARRIERS, Runtime.getRuntime().availableProcessors());
      case PLATFORM -> 0;
    };
  }

  Thread unstarted(String name, Runnable task) {
    return this == VIRTUAL
        ? Thread.ofVirtual().unstarted(task)
        : Thread.ofPlatform().name(name).daemon().unstarted(task);
  }
}
