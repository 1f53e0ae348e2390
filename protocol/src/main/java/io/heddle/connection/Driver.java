package io.heddle.connection;

/** What a connection may ask of the engine that drives it. */
public interface Driver {
  /**
   * Makes the engine ask {@link Connection#next} soon, after it said READ or AWAIT. Any thread may
   * call this, but no method of the connection itself.
   */
  void wake();

  /** Opens connections to other servers, on the engine's {@linkplain #isOwnThread own thread}. */
  Outbound outbound();

  /**
   * Whether this is the thread of the engine: the loop's, or the connection's own. A worker that
   * has borrowed the connection is another one. Any thread may call this.
   */
  boolean isOwnThread();
}
