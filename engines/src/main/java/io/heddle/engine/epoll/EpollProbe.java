package io.heddle.engine.epoll;

import io.heddle.engine.Census;
import io.heddle.engine.Probe;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** A probe that waits for its turn among the connections of a loop, which owns this end of it. */
final class EpollProbe implements Selected {
  private final Probe probe;

  EpollProbe(Probe probe) {
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
  public void sweep(long nowNanos, Census census) {
    // it is no connection
  }

  @Override
  public void drain() {
    // it goes on to the end
  }

  @Override
  public void abort() {
    probe.close();
  }
}
