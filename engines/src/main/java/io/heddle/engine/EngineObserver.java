package io.heddle.engine;

/**
 * A listener for engine events that protocols do not see. It is called on the engine's threads, so
 * it must be fast, never block, and allow concurrent calls.
 */
public interface EngineObserver {
  /** An observer that does nothing. */
  EngineObserver NONE = new EngineObserver() {};

  /** A connection was accepted, with this result. */
  default void admitted(Admission admission) {}

  /**
   * A connection that was admitted as served was closed, because no thread could be started for it.
   */
  default void unserved() {}

  /**
   * A connection that was admitted as served was refused, because its client has too many ({@link
   * ClientLimit}).
   */
  default void clientRefused() {}

  /**
   * An attempt to accept failed, most likely because no file descriptors are left; the connection
   * still waits.
   */
  default void acceptFailed() {}

  /**
   * A handshake has ended on a connection that was admitted.
   *
   * @param isComplete false if the client left, failed or did not begin one
   */
  default void handshakeEnded(boolean isComplete) {}

  /**
   * The engine has reached a {@link Probe}.
   *
   * @param delayNanos how long the probe was ready before that
   */
  default void probed(long delayNanos) {}

  /**
   * A worker has started on a connection that was lent to it, or on a probe.
   *
   * @param delayNanos how long it waited for the worker
   */
  default void borrowed(long delayNanos) {}

  /**
   * A thread of the engine met a JVM error, such as a full heap. The engine is unreliable from now
   * on; the process should exit and be restarted.
   */
  default void fatal(VirtualMachineError error) {}
}
