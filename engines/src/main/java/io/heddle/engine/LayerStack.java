package io.heddle.engine;

import io.heddle.connection.Protocol;
import java.util.List;
import java.util.stream.Stream;

/** Two layers: the lower one sees the bytes first. */
record LayerStack(Layer lower, Layer upper) implements Layer {
  @Override
  public Protocol over(Protocol protocol, EngineObserver observer) {
    return lower.over(upper.over(protocol, observer), observer);
  }

  @Override
  public List<Object> demands() {
    return Stream.concat(lower.demands().stream(), upper.demands().stream()).toList();
  }

  @Override
  public Layer top() {
    return upper.top();
  }
}
