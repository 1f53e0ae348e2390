package io.heddle.engine.eventloop;

import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.engine.ConnectionCount;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.Lifecycle;
import io.heddle.engine.Listener;
import io.heddle.engine.ListenerConfig;
import io.heddle.engine.Listeners;
import io.heddle.engine.Meter;
import io.heddle.engine.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine of event loops that share nothing: a connection stays on the {@link EventLoop} that it
 * was assigned to. The loops wait with java.nio's Selector, which is epoll on Linux.
 */
public final class EventLoopEngine implements Engine {
  /**
   * At most this many loops accept, because all of them wake up for a connection. With two loops,
   * docs/BENCHMARKS.md has a figure for that; four is an estimate that nobody has measured.
   */
  private static final int MAX_ACCEPTING = 4;

  /** How long the stop waits at least for the loops that accept. */
  private static final Duration MIN_ACCEPT = Duration.ofSeconds(1);

  /** How long a change of the listeners waits at most for the loops that accept. */
  private static final Duration MAX_LEAVE = Duration.ofSeconds(5);

  /** How long interrupted handlers may take to end. */
  private static final Duration MAX_ABORT = Duration.ofSeconds(1);

  private final Protocol protocol;
  private final EngineConfig config;
  private final int loopCount;
  private final Workers workers;
  private final ConnectionCount count;
  private final Lifecycle lifecycle = new Lifecycle();
  private final List<EventLoop> loops = new CopyOnWriteArrayList<>();
  private final List<Probe> probes = new CopyOnWriteArrayList<>();
  private final Listeners listeners;
  private volatile @Nullable Workforce workforce;

  /**
   * An engine that is not started yet.
   *
   * @param loopCount number of loops, at least 1
   */
  public EventLoopEngine(Protocol protocol, EngineConfig config, int loopCount, Workers workers) {
    if (loopCount < 1) {
      throw new IllegalArgumentException("loops is " + loopCount + ", but must be at least 1");
    }
    this.protocol = protocol;
    this.config = config;
    this.loopCount = loopCount;
    this.workers = workers;
    this.count = new ConnectionCount(config.maxConnections(), config.observer());
    this.listeners = new Listeners(protocol, config);
  }

  /** An engine with a loop per processor, and a virtual thread for each call that may block. */
  public EventLoopEngine(Protocol protocol, EngineConfig config) {
    this(protocol, config, Runtime.getRuntime().availableProcessors(), new Workers.Virtual());
  }

  @Override
  public synchronized InetSocketAddress start() throws IOException {
    lifecycle.start();
    try {
      listeners.begin(listeners.open(config.listeners()));
      Workforce force = new Workforce(workers, config.observer());
      workforce = force;
      for (int i = 0; i < loopCount; i++) {
        loops.add(new EventLoop(protocol, count, config.observer(), force));
      }
      for (Listener listener : listeners.all()) {
        for (EventLoop loop : acceptingLoops()) {
          loop.accept(new Acceptor(listener, loop, loops));
        }
      }
      for (int i = 0; i < loopCount; i++) {
        loops.get(i).start("loop-" + i);
      }
      return addresses().getFirst();
    } catch (IOException | RuntimeException | Error e) {
      giveUp();
      throw e;
    }
  }

  @Override
  public List<InetSocketAddress> addresses() {
    return listeners.addresses();
  }

  @Override
  public void listen(List<ListenerConfig> wanted, Consumer<List<InetSocketAddress>> opened)
      throws IOException {
    lifecycle.requireRunning();
    synchronized (this) {
      lifecycle.requireRunning();
      Listeners.Change change = listeners.open(wanted);
      listeners.begin(change);
      opened.accept(change.addresses());
      for (Listener listener : change.added()) {
        acceptingLoops().forEach(loop -> loop.acceptSoon(new Acceptor(listener, loop, loops)));
      }
      stopAccepting(change.gone(), System.nanoTime() + MAX_LEAVE.toNanos());
    }
  }

  /**
   * Closes listeners. All loops leave them first, and then one of them takes the connections in
   * their backlogs.
   */
  private void stopAccepting(List<Listener> gone, long latestNanoTime) {
    if (gone.isEmpty()) {
      return;
    }
    List<CountDownLatch> left = acceptingLoops().stream().map(loop -> loop.leave(gone)).toList();
    left.forEach(done -> awaitUntil(latestNanoTime, done));
    EventLoop first = loops.getFirst();
    Runnable last = () -> gone.forEach(listener -> new Acceptor(listener, first, loops).finish());
    awaitUntil(latestNanoTime, first.run(last));
    gone.forEach(Listener::close);
  }

  private List<EventLoop> acceptingLoops() {
    return loops.subList(0, Math.min(loops.size(), MAX_ACCEPTING));
  }

  private void giveUp() {
    listeners.close();
    loops.forEach(EventLoop::stop);
    loops.forEach(EventLoop::discard);
    endWorkforce();
    lifecycle.startFailed();
  }

  private void endWorkforce() {
    Workforce force = workforce;
    if (force != null) {
      force.end();
    }
  }

  @Override
  public int connections(Phase phase) {
    return loops.stream().mapToInt(loop -> loop.phases().of(phase)).sum();
  }

  @Override
  public boolean hasWorkers() {
    return true;
  }

  @Override
  public List<Meter> meters() {
    List<Meter> meters = new ArrayList<>();
    for (int i = 0; i < loops.size(); i++) {
      EventLoop loop = loops.get(i);
      meters.addAll(loop.load().meters(i));
      meters.add(
          Meter.gauge(
              "heddle.loop.connections",
              "Open connections of a loop",
              Map.of("loop", Integer.toString(i)),
              loop::connections));
    }
    Workforce force = workforce;
    if (force != null) {
      meters.addAll(force.meters());
    }
    return meters;
  }

  @Override
  public void probe() throws IOException {
    while (probes.size() < loops.size()) {
      Probe probe = new Probe(config.observer());
      loops.get(probes.size()).serve(probe);
      probes.add(probe);
    }
    probes.forEach(Probe::send);
    Workforce force = workforce;
    if (force != null) {
      force.probe();
    }
  }

  @Override
  public long probeWaitingNanos() {
    return probes.stream().mapToLong(Probe::waitingNanos).max().orElse(0);
  }

  @Override
  public void join() throws InterruptedException {
    lifecycle.join();
  }

  @Override
  public boolean stop(Duration grace) {
    return lifecycle.stop(grace, this::stopWithin);
  }

  private synchronized boolean stopWithin(Duration grace) {
    if (loops.isEmpty()) {
      return true;
    }
    long deadline = System.nanoTime() + grace.toNanos();
    // before the first client is refused: from then on, no connection is kept
    protocol.drain();
    // a loop that a handler holds up comes to this late
    stopAccepting(listeners.all(), System.nanoTime() + atLeast(MIN_ACCEPT, grace).toNanos());
    loops.forEach(EventLoop::wake);
    boolean finished = awaitNone(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    loops.forEach(EventLoop::stop);
    loops.forEach(EventLoop::awaitEnd);
    // what was cut off is still reported
    awaitNone(MAX_ABORT);
    endWorkforce();
    return finished;
  }

  private static void awaitUntil(long nanoTime, CountDownLatch done) {
    try {
      done.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration atLeast(Duration least, Duration time) {
    return time.compareTo(least) < 0 ? least : time;
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
