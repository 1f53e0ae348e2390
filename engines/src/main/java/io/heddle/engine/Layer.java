package io.heddle.engine;

import io.heddle.connection.Protocol;

/** What lies between a listener's sockets and the protocol, such as TLS. */
@FunctionalInterface
public interface Layer {
  /** Nothing lies between: the protocol sees the bytes as they are. */
  Layer NONE = (protocol, _) -> protocol;

  /**
   * The protocol with this layer under it.
   *
   * @param observer is notified of what happens in the layer
   */
  Protocol over(Protocol protocol, EngineObserver observer);
}
