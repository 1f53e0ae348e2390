package io.heddle.engine.epoll;

import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.engine.ConnectionCount;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.Listener;
import io.heddle.engine.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * An engine of event loops that share nothing: a connection stays on the {@link EpollLoop} that it
 * was dealt to. Linux's epoll is what a Selector is made of there.
 */
public final class EpollEngine implements Engine {
  private final Protocol protocol;
  private final EngineConfig config;
  private final int loopCount;
  private final Workers workers;
  private final ConnectionCount count;
  private final List<EpollLoop> loops = new ArrayList<>();
  private final List<Probe> probes = new CopyOnWriteArrayList<>();
  private @Nullable Listener listener;
  private @Nullable Workforce workforce;

  /**
   * An engine that is not started yet.
   *
   * @param loopCount how many loops, at least 1
   */
  public EpollEngine(Protocol protocol, EngineConfig config, int loopCount, Workers workers) {
    if (loopCount < 1) {
      throw new IllegalArgumentException("loops is " + loopCount + ", but must be at least 1");
    }
    this.protocol = protocol;
    this.config = config;
    this.loopCount = loopCount;
    this.workers = workers;
    this.count = new ConnectionCount(config.maxConnections(), config.observer());
  }

  @Override
  public InetSocketAddress start() throws IOException {
    Listener open = new Listener(config);
    try {
      Workforce force = new Workforce(workers, config.observer());
      workforce = force;
      for (int i = 0; i < loopCount; i++) {
        loops.add(new EpollLoop(protocol, config.timeouts(), count, force));
      }
      loops.getFirst().accept(new Acceptor(open, loops));
      InetSocketAddress address = open.address();
      for (int i = 0; i < loopCount; i++) {
        loops.get(i).start("loop-" + i);
      }
      listener = open;
      return address;
    } catch (IOException e) {
      open.close();
      loops.forEach(EpollLoop::discard);
      throw e;
    }
  }

  @Override
  public int connections(Phase phase) {
    return loops.stream().mapToInt(loop -> loop.census().of(phase)).sum();
  }

  @Override
  public void probe() throws IOException {
    while (probes.size() < loops.size()) {
      Probe probe = new Probe(config.observer());
      loops.get(probes.size()).serve(probe);
      probes.add(probe);
    }
    probes.forEach(Probe::send);
  }

  @Override
  public long probeWaitingNanos() {
    return probes.stream().mapToLong(Probe::waitingNanos).max().orElse(0);
  }

  /** What each loop has had to do; empty before the start. */
  public List<LoopLoad> loops() {
    return loops.stream().map(EpollLoop::load).toList();
  }

  /** What the workers have to do; empty before the start. */
  public Optional<WorkerLoad> workers() {
    return Optional.ofNullable(workforce).map(Workforce::load);
  }

  @Override
  public boolean stop(Duration grace) {
    protocol.drain();
    if (listener != null) {
      listener.close();
    }
    loops.forEach(EpollLoop::drain);
    boolean finished = awaitNone(grace);
    loops.forEach(EpollLoop::stop);
    loops.forEach(EpollLoop::awaitEnd);
    if (workforce != null) {
      workforce.end();
    }
    return finished;
  }

  private boolean awaitNone(Duration grace) {
    try {
      return count.awaitNone(grace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
