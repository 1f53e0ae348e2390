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

  /** This layer with another one between it and the protocol. */
  default Layer under(Layer upper) {
    return upper.equals(NONE) ? this : new LayerStack(this, upper);
  }

  /** The layer right under the protocol: this one, or the uppermost of several. */
  default Layer top() {
    return this;
  }
}
