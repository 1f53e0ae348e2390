package io.heddle.engine;

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
   * Ends: accepts no more, closes idle connections at once, lets the others finish their request,
   * and closes what is still there when the time is over. To be called once.
   *
   * @return whether all requests were finished in time
   */
  boolean stop(Duration grace);
}
