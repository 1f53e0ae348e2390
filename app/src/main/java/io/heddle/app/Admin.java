package io.heddle.app;

import io.heddle.http.Limits;
import io.heddle.connection.Observer;
import io.heddle.connection.Protocol;
import io.heddle.connection.Timeouts;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.vthreads.ThreadKind;
import io.heddle.engine.vthreads.VirtualThreadEngine;
import io.heddle.http.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;

/**
 * The listener for operators: a second, small server. It runs on platform threads,
 * which neither an event loop nor the scheduler of virtual threads can hold up.
 */
final class Admin {
  private static final int BACKLOG = 128;
  private static final int MOST_CONNECTIONS = 64;
  private static final Duration GRACE = Duration.ofMillis(200);

  private final Engine engine;
  private final InetAddress host;
  private final InetSocketAddress address;

  private Admin(Engine engine, InetAddress host, InetSocketAddress address) {
    this.engine = engine;
    this.host = host;
    this.address = address;
  }

  /**
   * Begins to listen and to serve.
   *
   * @param wanted the address to listen on; port 0 picks a free one
   * @param observer is told of the requests for this, as of all others' faults
   * @throws IOException when it cannot listen there
   */
  static Admin start(
      InetSocketAddress wanted, Site site, Observer observer, InstantSource clock)
      throws IOException {
    Protocol protocol = new Protocol(site, Limits.STANDARD, observer, clock);
    EngineConfig config =
        new EngineConfig(wanted, BACKLOG, false, MOST_CONNECTIONS, Timeouts.STANDARD);
    Engine engine = new VirtualThreadEngine(protocol, config, ThreadKind.PLATFORM);
    return new Admin(engine, wanted.getAddress(), engine.start());
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return address;
  }

  /** Says where it listens. */
  String readyLine() {
    return "admin on " + ListeningUrl.of(host, address.getPort());
  }

  void stop() {
    engine.stop(GRACE);
  }
}
