package io.heddle.connection;

/** What a connection may ask of the engine that drives it. */
public interface Driver {
  /**
   * Makes the engine ask {@link Connection#next} soon, after it said READ or AWAIT. Any thread may
   * call this, but no method of the connection itself.
   */
  void wake();

  /** Opens connections to other servers. Only the owner of the connection uses it. */
  Outbound outbound();
}
