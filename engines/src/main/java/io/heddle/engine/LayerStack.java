package io.heddle.engine;

import io.heddle.connection.Protocol;

/** Two layers: the lower one sees the bytes first. */
record LayerStack(Layer lower, Layer upper) implements Layer {
  @Override
  public Protocol over(Protocol protocol, EngineObserver observer) {
    return lower.over(upper.over(protocol, observer), observer);
  }

  @Override
  public Layer top() {
    return upper.top();
  }
}
