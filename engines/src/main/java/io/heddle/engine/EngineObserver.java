package io.heddle.engine;

/**
 * Is told what happens in an engine that no protocol sees, on the engine's own threads: it must be
 * fast, never wait, and allow many calls at a time.
 */
public interface EngineObserver {
  /** One that does not look. */
  EngineObserver NONE = new EngineObserver() {};

  /** A connection has been accepted, and this becomes of it. */
  default void admitted(Admission admission) {}

  /** A connection that was admitted as served was closed: no thread could be started for it. */
  default void unserved() {}

  /**
   * An attempt to accept failed, most likely for want of descriptors; the connection still waits.
   */
  default void acceptFailed() {}

  /**
   * The engine has come to a {@link Probe}.
   *
   * @param delayNanos since it was ready to be served
   */
  default void probed(long delayNanos) {}

  /**
   * A worker has begun with a connection that was lent to it, or with a probe.
   *
   * @param delayNanos since it was lent
   */
  default void borrowed(long delayNanos) {}

  /**
   * A thread of the engine met an error of the JVM, such as a heap that is full. What the engine
   * does from now on cannot be relied on; a process should end and be started again.
   */
  default void fatal(VirtualMachineError error) {}
}
