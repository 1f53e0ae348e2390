package io.heddle.engine.vthreads;

import io.heddle.connection.Phase;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.engine.Census;
import io.heddle.engine.ConnectionCount;
import io.heddle.engine.ConnectionCount.Admission;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.Listener;
import io.heddle.engine.Probe;
import io.heddle.engine.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An engine of blocking code: each connection has a thread, which reads, calls and writes in turn
 * ({@link BlockingConnection}). One more thread accepts, and one watches the deadlines.
 */
public final class VirtualThreadEngine implements Engine {
  private static final Trouble TROUBLE = Trouble.of(VirtualThreadEngine.class);

  /** How long to leave the listening socket alone when accepting fails. */
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

  /** How long the end may wait for the thread that accepts. */
  private static final long MOST_END_MILLIS = 1_000;

  /** How often to look for connections that have become idle while the engine ends. */
  private static final Duration DRAIN_INTERVAL = Duration.ofMillis(20);

  private final Protocol protocol;
  private final EngineConfig config;
  private final ThreadKind threads;
  private final ConnectionCount count;
  private final Census census = new Census();
  private final Set<BlockingConnection> connections = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;
  private volatile @Nullable Probe probe;

  private @Nullable Listener listener;
  private @Nullable Thread acceptor;
  private @Nullable Thread deadlines;

  /** An engine that is not started yet. */
  public VirtualThreadEngine(Protocol protocol, EngineConfig config, ThreadKind threads) {
    this.protocol = protocol;
    this.config = config;
    this.threads = threads;
    this.count = new ConnectionCount(config.maxConnections(), config.observer());
  }

  @Override
  public InetSocketAddress start() throws IOException {
    Listener open = new Listener(config);
    listener = open;
    Thread accepts = threads.unstarted("accept", () -> acceptAll(open));
    acceptor = accepts;
    accepts.start();
    deadlines = Thread.ofPlatform().name("deadlines").daemon().start(this::watchDeadlines);
    return open.address();
  }

  private void acceptAll(Listener from) {
    while (from.isOpen()) {
      try {
        SocketChannel channel = from.accept();
        if (channel != null) {
          open(channel);
        }
      } catch (IOException | OutOfMemoryError e) {
        if (from.isOpen()) {
          // no descriptor, or no thread: a connection that ends will free one
          LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
        }
      } catch (RuntimeException | Error e) {
        TROUBLE.error("a connection could not be opened", e);
      }
    }
  }

  private void open(SocketChannel channel) throws IOException {
    Admission admission = count.enter();
    BlockingConnection connection;
    try {
      if (admission == Admission.DROPPED) {
        channel.close();
        return;
      }
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      connection = new BlockingConnection(this, channel, protocol, threads, admission);
    } catch (IOException | RuntimeException | Error e) {
      count.leave(admission);
      channel.close();
      throw e;
    }
    connections.add(connection);
    try {
      threads.unstarted("connection", connection).start();
    } catch (Error e) {
      config.observer().unserved();
      connection.close();
      throw e;
    }
  }

  /** Says that a connection's socket is closed. */
  void closed(BlockingConnection connection, Admission admission) {
    connections.remove(connection);
    count.leave(admission);
  }

  private void watchDeadlines() {
    Timeouts timeouts = config.timeouts();
    long interval = timeouts.sweepInterval().toNanos();
    while (!stopped) {
      LockSupport.parkNanos(interval);
      long now = System.nanoTime();
      try {
        census.begin();
        for (BlockingConnection connection : connections) {
          connection.checkDeadline(now, timeouts);
          census.count(connection.phase());
        }
        census.end();
      } catch (RuntimeException | Error e) {
        TROUBLE.error("looking at deadlines failed", e);
      }
    }
  }

  @Override
  public int connections(Phase phase) {
    return census.of(phase);
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

  /** Waits for one message after the other, as a connection's thread waits for requests. */
  private static void serve(Probe probe) {
    try (probe) {
      boolean more = true;
      while (more) {
        more = probe.receive();
      }
    } catch (IOException e) {
      // the engine has ended
    }
  }

  @Override
  public boolean stop(Duration grace) {
    protocol.drain();
    if (listener != null) {
      listener.close();
    }
    awaitAcceptor();
    boolean finished = drain(System.nanoTime() + grace.toNanos());
    stopped = true;
    LockSupport.unpark(deadlines);
    connections.forEach(BlockingConnection::abort);
    Probe last = probe;
    if (last != null) {
      last.close();
    }
    return finished;
  }

  /**
   * A listening socket is closed by the thread that waits on it, so the port is free after that.
   */
  private void awaitAcceptor() {
    if (acceptor != null) {
      try {
        acceptor.join(MOST_END_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean drain(long deadline) {
    try {
      while (true) {
        connections.forEach(BlockingConnection::endIfIdle);
        if (count.awaitNone(DRAIN_INTERVAL)) {
          return true;
        }
        if (System.nanoTime() > deadline) {
          return false;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
