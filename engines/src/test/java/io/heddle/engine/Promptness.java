package io.heddle.engine;

import java.time.Duration;

/**
 * Whether a client sends its next request so soon that a draining server must answer it. A draining
 * server may close a connection that has been idle for 100 ms, even if the next request is under
 * way just then. One thread uses it, for one connection.
 */
final class Promptness {
  private static final long DRAINING_IDLE_NANOS = Duration.ofMillis(100).toNanos();

  private boolean isFirst = true;
  private boolean hasBegun;
  private long sentNanos;
  private long begunNanos;

  /** The beginning of a request is sent: the connection is no longer idle. */
  void begun() {
    begunNanos = System.nanoTime();
    hasBegun = true;
  }

  /** A request is answered that was completely sent at this time: it was not idle before. */
  void answered(long completeNanos) {
    sentNanos = completeNanos;
    isFirst = false;
    hasBegun = false;
  }

  /** Whether the request under way has come in time, if it has come at all. */
  boolean isPrompt() {
    long begun = hasBegun ? begunNanos : System.nanoTime();
    return isFirst || begun - sentNanos < DRAINING_IDLE_NANOS;
  }
}
