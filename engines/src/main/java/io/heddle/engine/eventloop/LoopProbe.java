package io.heddle.engine.eventloop;

import io.heddle.engine.PhaseCount;
import io.heddle.engine.Probe;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/**
 * A probe that waits for its turn among the connections of a loop. The loop owns this end of it.
 */
final class LoopProbe implements Selected {
  private final Probe probe;

  LoopProbe(Probe probe) {
    this.probe = probe;
  }

  void register(Selector selector) throws IOException {
    probe.source().configureBlocking(false);
    probe.source().register(selector, SelectionKey.OP_READ, this);
  }

  @Override
  public void ready() {
    try {
      if (!probe.receive()) {
        probe.close();
      }
    } catch (IOException e) {
      probe.close();
    }
  }

  @Override
  public void sweep(long nowNanos, PhaseCount phases) {
    // it is not a connection
  }

  @Override
  public void abort() {
    probe.close();
  }
}
