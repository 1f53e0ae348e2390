package io.heddle.engine;

import io.heddle.connection.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Carries octets between clients and the protocol, by one model of concurrency. */
public interface Engine {
  /**
   * Begins to listen and to accept.
   *
   * @return the address that it listens on, with the port that was picked if 0 was asked for
   * @throws IOException when it cannot listen; nothing is left behind
   */
  InetSocketAddress start() throws IOException;

  /**
   * How many connections were in this phase when the engine last looked at their deadlines ({@link
   * io.heddle.connection.Timeouts#sweepInterval}: at most half a second ago).
   */
  int connections(Phase phase);

  /**
   * Sends a probe to each place where connections wait for their turn; {@link
   * EngineObserver#probed} is told when it is reached. One thread at a time may call it, while the
   * engine runs.
   *
   * @throws IOException when no descriptors are left for that
   */
  void probe() throws IOException;

  /**
   * How long the oldest probe has been waiting that is not reached, in nanoseconds; 0 if all are.
   * It grows while an engine is stuck.
   */
  long probeWaitingNanos();

  /**
   * Ends: accepts no more, closes idle connections at once, lets the others finish their request,
   * and closes what is still there when the time is over. To be called once.
   *
   * @return whether all requests were finished in time
   */
  boolean stop(Duration grace);
}
