package io.heddle.engine.blocking;

import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.engine.Admission;
import io.heddle.engine.ConnectionCount;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.Intermission;
import io.heddle.engine.Lifecycle;
import io.heddle.engine.Listener;
import io.heddle.engine.ListenerConfig;
import io.heddle.engine.Listeners;
import io.heddle.engine.Meter;
import io.heddle.engine.PhaseCount;
import io.heddle.engine.Probe;
import io.heddle.engine.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine of blocking code: each connection has a thread that reads, calls and writes in turn
 * ({@link BlockingConnection}). One more thread per listener accepts, and one checks the deadlines.
 */
public final class BlockingEngine implements Engine {
  private static final Trouble TROUBLE = Trouble.of(BlockingEngine.class);

  /** How long the stop waits at least for the thread that accepts. */
  private static final Duration MIN_ACCEPT = Duration.ofSeconds(2);

  /** How long a change of the listeners waits at most for the threads that accept. */
  private static final Duration MAX_LEAVE = Duration.ofSeconds(5);

  /** How long interrupted handlers may take to end. */
  private static final Duration MAX_ABORT = Duration.ofSeconds(1);

  private final Protocol protocol;
  private final EngineConfig config;
  private final ThreadKind threads;
  private final SendTurns turns;
  private final ConnectionCount count;
  private final Lifecycle lifecycle = new Lifecycle();
  private final PhaseCount phases = new PhaseCount();
  private final BlockingOutbound outbound = new BlockingOutbound();
  private final Set<BlockingConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile @Nullable Probe probe;

  private final Listeners listeners;

  /** Guarded by this. */
  private final List<Accepting> accepting = new ArrayList<>();

  private @Nullable Thread deadlines;

  /** An engine that is not started yet. */
  public BlockingEngine(Protocol protocol, EngineConfig config, ThreadKind threads) {
    this.protocol = protocol;
    this.config = config;
    this.threads = threads;
    this.turns = new SendTurns(threads.carriers());
    this.count = new ConnectionCount(config.maxConnections(), config.observer());
    this.listeners = new Listeners(protocol, config);
  }

  @Override
  public synchronized InetSocketAddress start() throws IOException {
    lifecycle.start();
    try {
      listeners.begin(listeners.open(config.listeners()));
      startThreads();
      return addresses().getFirst();
    } catch (IOException | RuntimeException | Error e) {
      stopped = true;
      accepting.forEach(Accepting::end);
      listeners.close();
      LockSupport.unpark(deadlines);
      lifecycle.startFailed();
      throw e;
    }
  }

  private void startThreads() {
    Thread watches = Thread.ofPlatform().name("deadlines").daemon().unstarted(this::watchDeadlines);
    deadlines = watches;
    watches.start();
    listeners.all().forEach(this::accept);
  }

  private void accept(Listener listener) {
    Accepting added = new Accepting(this, listener, threads);
    accepting.add(added);
    added.start();
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
      change.added().forEach(this::accept);
      stopAccepting(change.gone(), System.nanoTime() + MAX_LEAVE.toNanos());
    }
  }

  /** Closes listeners when the connections in their backlogs are accepted. */
  private void stopAccepting(List<Listener> gone, long latestNanoTime) {
    List<Accepting> ending =
        accepting.stream().filter(each -> gone.contains(each.listener())).toList();
    ending.forEach(Accepting::end);
    try {
      for (Accepting each : ending) {
        each.awaitEnd(latestNanoTime);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    accepting.removeAll(ending);
    gone.forEach(Listener::close);
  }

  /** Takes over an accepted connection. */
  void open(SocketChannel channel, Protocol spoken) throws IOException {
    Admission admission = count.enter();
    BlockingConnection connection;
    try {
      if (admission == Admission.DROPPED) {
        channel.close();
        return;
      }
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connection =
          new BlockingConnection(
              this, channel, spoken, threads, turns, admission, count.nextSerial());
    } catch (IOException clientGone) {
      count.leave(admission);
      channel.close();
      return;
    } catch (RuntimeException | Error e) {
      count.leave(admission);
      channel.close();
      throw e;
    }
    connections.add(connection);
    if (stopped) {
      connection.abort();
    }
    try {
      connection.start();
    } catch (Error e) {
      config.observer().unserved();
      connection.close();
      if (!(e instanceof OutOfMemoryError)) {
        throw e;
      }
      // no thread: a connection that ends will free one
      LockSupport.parkNanos(Accepting.PAUSE.toNanos());
    }
  }

  /** Reports that a connection's socket is closed. */
  void closed(BlockingConnection connection, Admission admission) {
    connections.remove(connection);
    count.leave(admission);
  }

  /** The way to other servers. */
  BlockingOutbound outbound() {
    return outbound;
  }

  boolean isStopped() {
    return stopped;
  }

  /** Reports a fault on one of the engine's threads. */
  void failed(String what, Throwable fault) {
    if (fault instanceof VirtualMachineError error) {
      config.observer().fatal(error);
    }
    TROUBLE.error(what, fault);
  }

  /**
   * Lets the other connections run before this one reads its next request. Under load the request
   * has usually arrived by then. That saves an empty read, the wait for readiness and a wake-up.
   */
  void giveWay() {
    if (threads == ThreadKind.VIRTUAL) {
      Intermission.giveWay();
    }
  }

  private void watchDeadlines() {
    while (!stopped) {
      LockSupport.parkNanos(protocol.timeouts().sweepInterval().toNanos());
      sweep(System.nanoTime());
      turns.relieve();
      Intermission.relieve();
    }
  }

  private void sweep(long now) {
    try {
      phases.begin();
      for (BlockingConnection connection : connections) {
        phases.count(connection.sweep(now));
      }
      phases.end();
      outbound.sweep(now);
    } catch (RuntimeException | Error e) {
      failed("looking at deadlines failed", e);
    }
  }

  @Override
  public int connections(Phase phase) {
    return phases.of(phase);
  }

  @Override
  public List<Meter> meters() {
    return List.of();
  }

  @Override
  public boolean hasWorkers() {
    return false;
  }

  @Override
  public void probe() throws IOException {
    Probe current = probe;
    if (current == null) {
      current = new Probe(config.observer());
      start(current);
      probe = current;
    }
    current.send();
  }

  private void start(Probe opened) {
    try {
      threads.unstarted("probe", () -> serve(opened)).start();
    } catch (Error e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public long probeWaitingNanos() {
    Probe current = probe;
    return current == null ? 0 : current.waitingNanos();
  }

  /** Receives one message after another, like a connection's thread that waits for requests. */
  private void serve(Probe probe) {
    try (probe) {
      boolean more = true;
      while (more) {
        giveWay();
        more = probe.receive();
      }
    } catch (IOException e) {
      // the engine has stopped
    }
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
    long deadline = System.nanoTime() + grace.toNanos();
    // before the first client is refused: from then on, no connection is kept
    protocol.drain();
    stopAccepting(listeners.all(), System.nanoTime() + atLeast(MIN_ACCEPT, grace).toNanos());
    LockSupport.unpark(deadlines);
    boolean finished = awaitNone(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    stopped = true;
    LockSupport.unpark(deadlines);
    connections.forEach(BlockingConnection::end);
    outbound.close();
    // what was cut off is still reported
    awaitNone(MAX_ABORT);
    Probe last = probe;
    if (last != null) {
      last.close();
    }
    return finished;
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
