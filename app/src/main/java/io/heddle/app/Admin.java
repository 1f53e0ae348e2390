package io.heddle.app;

import io.heddle.content.HtmlErrorPages;
import io.heddle.engine.Engine;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.EngineObserver;
import io.heddle.engine.blocking.BlockingEngine;
import io.heddle.engine.blocking.ThreadKind;
import io.heddle.exchange.Observer;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http.Site;
import io.heddle.http1.Http1;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * The listener for operators: a second, small server. It runs on platform threads, so it answers
 * even if an event loop is blocked or the scheduler of virtual threads is busy.
 */
final class Admin {
  private static final int BACKLOG = 128;
  private static final int MAX_CONNECTIONS = 64;
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
   * Starts listening and serving.
   *
   * @param wanted the address to listen on; port 0 picks a free port
   * @param observer observes the requests to the admin pages
   * @throws IOException if it cannot listen there
   */
  static Admin start(
      InetSocketAddress wanted, Site site, Observer observer, EngineObserver engineObserver)
      throws IOException {
    Http1 protocol = new Http1(new Service(Settings.of(site).with(new HtmlErrorPages()), observer));
    EngineConfig config =
        EngineConfig.on(wanted)
            .withBacklog(BACKLOG)
            .withMaxConnections(MAX_CONNECTIONS)
            .withObserver(engineObserver);
    Engine engine = new BlockingEngine(protocol, config, ThreadKind.PLATFORM);
    return new Admin(engine, wanted.getAddress(), engine.start());
  }

  /** The address that it listens on. */
  InetSocketAddress address() {
    return address;
  }

  /** The line that announces the address. */
  String readyLine() {
    return "admin on " + ListeningUrl.of("http", host, address.getPort());
  }

  void stop() {
    engine.stop(GRACE);
  }
}
