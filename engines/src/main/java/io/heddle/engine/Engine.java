package io.heddle.engine;

import io.heddle.connection.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** Carries bytes between clients and a protocol, by one model of concurrency. */
public interface Engine extends AutoCloseable {
  /** How long {@link #close} lets requests finish. */
  Duration STANDARD_GRACE = Duration.ofSeconds(10);

  /**
   * Begins to listen and to accept.
   *
   * @return the address that it listens on, with the port that was picked if 0 was asked for
   * @throws IOException when it cannot listen; nothing is left behind
   * @throws IllegalStateException when it was started before
   */
  InetSocketAddress start() throws IOException;

  /** Waits until the engine has been stopped. */
  void join() throws InterruptedException;

  /**
   * Stops: accepts no more, serves what the kernel has accepted, lets requests finish, closes quiet
   * connections, and closes what is still there when the time is over. A second call only waits for
   * the first.
   *
   * @return whether all requests were finished in time
   */
  boolean stop(Duration grace);

  /** Stops as {@link #stop} does, with {@link #STANDARD_GRACE}. */
  @Override
  default void close() {
    stop(STANDARD_GRACE);
  }

  /**
   * How many connections were in this phase when the engine last looked at their deadlines ({@link
   * io.heddle.connection.Timeouts#sweepInterval}: at most half a second ago).
   */
  int connections(Phase phase);

  /** Figures that only this kind of engine has; empty before the start. */
  List<Meter> meters();

  /** Whether it lends connections to workers, so that {@link EngineObserver#borrowed} is told. */
  boolean hasWorkers();

  /**
   * Sends a probe to each place where connections wait for their turn: {@link
   * EngineObserver#probed} is told when it is reached, {@link EngineObserver#borrowed} if that is a
   * worker. One thread at a time may call it, while the engine runs.
   *
   * @throws IOException when no descriptors are left for that
   */
  void probe() throws IOException;

  /**
   * How long the oldest probe has been waiting that is not reached, in nanoseconds; 0 if all are.
   * It grows while an engine is stuck.
   */
  long probeWaitingNanos();
}
