package io.heddle.engine;

import io.heddle.connection.Protocol;
import java.util.List;

/** What lies between a listener's sockets and the protocol, such as TLS. */
@FunctionalInterface
public interface Layer {
  /** Nothing lies between: the protocol sees the bytes as they are. */
  Layer NONE =
      new Layer() {
        @Override
        public Protocol over(Protocol protocol, EngineObserver observer) {
          return protocol;
        }

        @Override
        public List<Object> demands() {
          return List.of();
        }
      };

  /**
   * The protocol with this layer under it.
   *
   * @param observer is notified of what happens in the layer
   */
  Protocol over(Protocol protocol, EngineObserver observer);

  /**
   * What a connection has met when the protocol sees it, such as a certificate signed by certain
   * authorities. When another layer takes the place of this one, open connections go on only if the
   * demands are equal. By default, they are equal only for the same layer.
   */
  default List<Object> demands() {
    return List.of(this);
  }

  /** This layer with another one between it and the protocol. */
  default Layer under(Layer upper) {
    return upper.equals(NONE) ? this : new LayerStack(this, upper);
  }

  /** The layer right under the protocol: this one, or the uppermost of several. */
  default Layer top() {
    return this;
  }
}
