package io.heddle.engine;

import io.heddle.connection.Timeouts;
import io.heddle.exchange.Settings;
import io.heddle.http.ErrorPages;
import io.heddle.http.Handler;
import io.heddle.http.Limits;
import io.heddle.http.Site;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a test's server; by default no client times out. Each method changes it and
 * returns it. Only this class, {@link Variant} and {@link Server} know how to create an engine.
 */
final class Setup {
  private static final Duration LONG = Duration.ofSeconds(40);

  private final Variant variant;
  private final Map<String, Handler> handlers = new HashMap<>();
  private Layer layer = Layer.NONE;
  private int port;
  private boolean reusePort;
  private int maxConnections = 10_000;
  private int loops = 2;
  private Limits limits = Limits.STANDARD;
  private Timeouts timeouts =
      Timeouts.STANDARD
          .withHead(LONG)
          .withBody(LONG)
          .withWrite(LONG)
          .withIdle(LONG)
          .withLinger(Duration.ofSeconds(2))
          .withQueue(LONG)
          .withMinRate(0);
  private EngineObserver observer = EngineObserver.NONE;
  private int maxQueued = 10_000;
  private ErrorPages errorPages = ErrorPages.TEXT;

  private Setup(Variant variant) {
    this.variant = variant;
  }

  static Setup of(Variant variant) {
    return new Setup(variant);
  }

  Setup port(int number) {
    port = number;
    return this;
  }

  /** Puts a layer such as TLS under the protocol. */
  Setup over(Layer used) {
    layer = used;
    return this;
  }

  Setup reusingPort() {
    reusePort = true;
    return this;
  }

  Setup maxConnections(int most) {
    maxConnections = most;
    return this;
  }

  /** The number of event loops, if the engine has any. */
  Setup loops(int count) {
    loops = count;
    return this;
  }

  /** Adds a handler to the test's site. */
  Setup route(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  /** Shows these pages for errors. */
  Setup errorPages(ErrorPages pages) {
    errorPages = pages;
    return this;
  }

  Setup maxBody(long bytes) {
    limits = new Limits(limits.maxTargetBytes(), limits.maxHeadBytes(), limits.maxHeaders(), bytes);
    return this;
  }

  Setup headTimeout(Duration head) {
    return with(timeouts.withHead(head));
  }

  Setup bodyTimeout(Duration body) {
    return with(timeouts.withBody(body));
  }

  Setup writeTimeout(Duration write) {
    return with(timeouts.withWrite(write));
  }

  Setup idleTimeout(Duration idle) {
    return with(timeouts.withIdle(idle));
  }

  Setup lingerTimeout(Duration linger) {
    return with(timeouts.withLinger(linger));
  }

  private Setup with(Timeouts changed) {
    timeouts = changed;
    return this;
  }

  /** The minimum rate of bodies in both directions after the grace time. */
  Setup minRate(int bytesPerSecond, Duration grace) {
    return with(timeouts.withMinRate(bytesPerSecond).withRateGrace(grace));
  }

  /** How many requests may wait for a worker, and for how long. */
  Setup queue(int most, Duration timeout) {
    maxQueued = most;
    return with(timeouts.withQueue(timeout));
  }

  Setup observer(EngineObserver told) {
    observer = told;
    return this;
  }

  Variant variant() {
    return variant;
  }

  Map<String, Handler> handlers() {
    return Map.copyOf(handlers);
  }

  int loops() {
    return loops;
  }

  int maxQueued() {
    return maxQueued;
  }

  /** How long a handler may run without reading or writing. */
  Setup handlerTimeout(Duration handler) {
    return with(timeouts.withHandler(Optional.of(handler)));
  }

  /** The settings of a service for this site. */
  Settings settings(Site site) {
    return Settings.of(site).with(limits).with(timeouts).with(errorPages);
  }

  EngineConfig config() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return EngineConfig.on(new ListenerConfig(address, layer))
        .withReusePort(reusePort)
        .withMaxConnections(maxConnections)
        .withObserver(observer);
  }

  Server start() throws IOException {
    return new Server(this);
  }
}
