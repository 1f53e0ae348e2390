package io.heddle.http;

/**
 * How long a handler may keep its thread waiting. An event loop decides by it on which thread the
 * handler runs; an engine with a thread for each connection ignores it.
 */
public enum Blocking {
  /** It uses memory only: the loop itself runs it. */
  NEVER,
  /** It may read the local disk: it runs on a worker, but never queues behind those that wait. */
  BRIEFLY,
  /** It may wait for anything: a lock, another server, a long computation. */
  FREELY;

  /** The longer one of two. */
  public Blocking or(Blocking other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
