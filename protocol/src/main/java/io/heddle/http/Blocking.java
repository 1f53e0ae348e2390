package io.heddle.http;

/**
 * How long a handler may block its thread. An event loop uses it to choose the thread that runs the
 * handler; an engine with a thread per connection ignores it.
 */
public enum Blocking {
  /** It uses memory only and runs on the event loop. */
  NEVER,
  /**
   * It never blocks, and another server answers its requests: the connection waits for that, and
   * sends the content of a request on while it arrives.
   */
  RELAYS,
  /**
   * It may read the local disk. It runs on a worker and never queues behind handlers that block
   * longer.
   */
  BRIEFLY,
  /** It may wait for anything: a lock, another server, a long computation. */
  FREELY;

  /** The longer of the two. */
  public Blocking or(Blocking other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
