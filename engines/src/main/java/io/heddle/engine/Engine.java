package io.heddle.engine;

import io.heddle.connection.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** An engine: it moves bytes between clients and a protocol, with one model of concurrency. */
public interface Engine extends AutoCloseable {
  /** How long {@link #close} lets requests finish. */
  Duration STANDARD_GRACE = Duration.ofSeconds(10);

  /**
   * Starts listening and accepting.
   *
   * @return the address of the first listener, with the actual port if 0 was requested
   * @throws IOException when it cannot listen; nothing stays open
   * @throws IllegalStateException when it was started before
   */
  InetSocketAddress start() throws IOException;

  /**
   * The addresses that it listens on, in the order of its listeners' configuration and with the
   * actual ports; empty before the start.
   */
  List<InetSocketAddress> addresses();

  /**
   * Listens at other addresses from now on, while it serves. Sockets whose addresses stay are never
   * closed; only the layers of their new connections change. If a new layer {@linkplain
   * Layer#demands demands} something else, open connections drain. The other sockets are closed
   * when the connections in their backlogs are accepted; these, and those that are open, drain too:
   * they end with their next response or when they are quiet, and are served as before until then.
   *
   * @param listeners at least one
   * @param opened is given all addresses, as {@link #addresses} returns them from then on, when
   *     every socket is open and before a connection of a new one is accepted: the moment to {@link
   *     io.heddle.exchange.Service#apply apply} other settings
   * @throws IOException when a socket cannot be opened; nothing changes then
   * @throws IllegalStateException unless the engine is running
   */
  void listen(List<ListenerConfig> listeners, Consumer<List<InetSocketAddress>> opened)
      throws IOException;

  /** Waits until the engine has stopped. */
  void join() throws InterruptedException;

  /**
   * Stops the engine: it accepts no new connections, serves those already accepted by the kernel,
   * lets requests finish, closes quiet connections, and closes all others when the grace period is
   * over. A second call only waits for the first.
   *
   * @return whether all requests finished in time
   */
  boolean stop(Duration grace);

  /** Stops with {@link #STANDARD_GRACE}; see {@link #stop}. */
  @Override
  default void close() {
    stop(STANDARD_GRACE);
  }

  /**
   * How many connections were in this phase when the engine last checked their deadlines ({@link
   * io.heddle.connection.Timeouts#sweepInterval}: at most half a second ago).
   */
  int connections(Phase phase);

  /** Metrics that only this kind of engine has; empty before the start. */
  List<Meter> meters();

  /** Whether it lends connections to workers and so calls {@link EngineObserver#borrowed}. */
  boolean hasWorkers();

  /**
   * Sends a probe to each place where connections wait for their turn. {@link
   * EngineObserver#probed} is called when the engine reaches it, {@link EngineObserver#borrowed} if
   * a worker does. Only one thread at a time may call this, while the engine runs.
   *
   * @throws IOException when no file descriptors are left
   */
  void probe() throws IOException;

  /**
   * How long the oldest unanswered probe has been waiting, in nanoseconds; 0 if there is none. It
   * grows while an engine is stuck.
   */
  long probeWaitingNanos();
}
