package io.heddle.engine;

import io.heddle.http.Limits;
import io.heddle.connection.Timeouts;
import io.heddle.http.Handler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How a test wants its server: by default one that loses patience with nobody. Each method changes
 * it and returns it. Only this class, {@link Variant} and {@link Server} know how an engine is made.
 */
final class Setup {
  private static final Duration LONG = Duration.ofSeconds(40);

  private final Variant variant;
  private final Map<String, Handler> handlers = new HashMap<>();
  private int port;
  private boolean reusePort;
  private int maxConnections = 10_000;
  private int loops = 2;
  private Limits limits = Limits.STANDARD;
  private Timeouts timeouts = new Timeouts(LONG, LONG, LONG, LONG, Duration.ofSeconds(2));
  private EngineObserver observer = EngineObserver.NONE;
  private int minBytesPerSecond;
  private Duration rateGrace = LONG;
  private int maxQueued = 10_000;
  private Duration queueTimeout = LONG;

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

  Setup reusingPort() {
    reusePort = true;
    return this;
  }

  Setup maxConnections(int most) {
    maxConnections = most;
    return this;
  }

  /** How many event loops the engine has, if it is one that has some. */
  Setup loops(int count) {
    loops = count;
    return this;
  }

  /** Adds a handler to the test's site. */
  Setup route(String path, Handler handler) {
    handlers.put(path, handler);
    return this;
  }

  Setup maxBody(long bytes) {
    limits = new Limits(limits.maxTargetBytes(), limits.maxHeadBytes(), limits.maxHeaders(), bytes);
    return this;
  }

  Setup headTimeout(Duration head) {
    Timeouts t = timeouts;
    return with(new Timeouts(head, t.body(), t.write(), t.idle(), t.linger()));
  }

  Setup bodyTimeout(Duration body) {
    Timeouts t = timeouts;
    return with(new Timeouts(t.head(), body, t.write(), t.idle(), t.linger()));
  }

  Setup writeTimeout(Duration write) {
    Timeouts t = timeouts;
    return with(new Timeouts(t.head(), t.body(), write, t.idle(), t.linger()));
  }

  Setup idleTimeout(Duration idle) {
    Timeouts t = timeouts;
    return with(new Timeouts(t.head(), t.body(), t.write(), idle, t.linger()));
  }

  Setup lingerTimeout(Duration linger) {
    Timeouts t = timeouts;
    return with(new Timeouts(t.head(), t.body(), t.write(), t.idle(), linger));
  }

  private Setup with(Timeouts changed) {
    timeouts = changed;
    return this;
  }

  /** How fast bodies must flow, both ways, once the grace is over. */
  Setup minRate(int bytesPerSecond, Duration grace) {
    minBytesPerSecond = bytesPerSecond;
    rateGrace = grace;
    return this;
  }

  /** How many requests may wait for a worker, and for how long. */
  Setup queue(int most, Duration timeout) {
    maxQueued = most;
    queueTimeout = timeout;
    return this;
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

  Limits limits() {
    return limits;
  }

  int loops() {
    return loops;
  }

  int minBytesPerSecond() {
    return minBytesPerSecond;
  }

  Duration rateGrace() {
    return rateGrace;
  }

  int maxQueued() {
    return maxQueued;
  }

  Duration queueTimeout() {
    return queueTimeout;
  }

  EngineConfig config() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new EngineConfig(address, 4_096, reusePort, maxConnections, timeouts, observer);
  }

  Server start() throws IOException {
    return new Server(this);
  }
}
