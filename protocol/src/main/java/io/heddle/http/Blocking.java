package io.heddle.http;

/**
 * How long a handler may keep its thread waiting. An event loop decides by it where the handler
 * runs; an engine with a thread for each connection does not need to know.
 */
public enum Blocking {
  /** Only memory is touched: the loop itself runs the handler. */
  NEVER,
  /** The local disk may be read: the handler runs on a worker, but never behind those that wait. */
  BRIEFLY,
  /** Anything may be waited for: a lock, another server, a long computation. */
  FREELY;

  /** The longer one of two. */
  public Blocking or(Blocking other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
