package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a server does with its CPU time. */
public enum Activity {
  SOCKETS("sockets", "reading and writing sockets"),
  READINESS("readiness", "selectors and pollers"),
  SCHEDULING("scheduling", "park, unpark and the scheduler"),
  LOCKS("locks", "locks and queues"),
  CODEC("codec", "parsing requests and encoding responses"),
  PROTOCOL("protocol", "the rest of the protocol"),
  ENGINE("engine", "the engine"),
  HANDLERS("handlers", "handlers"),
  OBSERVING("observing", "metrics and logs"),
  FILES("files", "files"),
  GC("gc", "garbage collection"),
  OTHER("other", "other Java code"),
  /** The JVM's threads other than collectors and compilers, and time without a sample. */
  JVM("jvm", "the JVM itself, and time without samples");

  private final String key;
  private final String title;

  Activity(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The name in files. */
  @JsonValue
  public String key() {
    return key;
  }

  /** The name for readers, which fits after "is spent in". */
  public String title() {
    return title;
  }
}
