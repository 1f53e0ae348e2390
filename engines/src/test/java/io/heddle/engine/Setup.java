package io.heddle.engine;

import io.heddle.http.Limits;
import io.heddle.connection.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** How a test wants its server: by default one that loses patience with nobody. */
record Setup(
    Variant variant,
    int port,
    boolean reusePort,
    int maxConnections,
    Limits limits,
    Timeouts timeouts,
    EngineObserver observer) {
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final Timeouts PATIENT =
      new Timeouts(LONG, LONG, LONG, LONG, Duration.ofSeconds(2));

  static Setup of(Variant variant) {
    return new Setup(variant, 0, false, 10_000, Limits.STANDARD, PATIENT, EngineObserver.NONE);
  }

  Setup port(int number) {
    return new Setup(variant, number, reusePort, maxConnections, limits, timeouts, observer);
  }

  Setup reusingPort() {
    return new Setup(variant, port, true, maxConnections, limits, timeouts, observer);
  }

  Setup maxConnections(int most) {
    return new Setup(variant, port, reusePort, most, limits, timeouts, observer);
  }

  Setup maxBody(long bytes) {
    Limits smaller =
        new Limits(limits.maxTargetBytes(), limits.maxHeadBytes(), limits.maxHeaders(), bytes);
    return with(smaller, timeouts);
  }

  Setup headTimeout(Duration head) {
    Timeouts t = timeouts;
    return with(limits, new Timeouts(head, t.body(), t.write(), t.idle(), t.linger()));
  }

  Setup bodyTimeout(Duration body) {
    Timeouts t = timeouts;
    return with(limits, new Timeouts(t.head(), body, t.write(), t.idle(), t.linger()));
  }

  Setup writeTimeout(Duration write) {
    Timeouts t = timeouts;
    return with(limits, new Timeouts(t.head(), t.body(), write, t.idle(), t.linger()));
  }

  Setup idleTimeout(Duration idle) {
    Timeouts t = timeouts;
    return with(limits, new Timeouts(t.head(), t.body(), t.write(), idle, t.linger()));
  }

  Setup lingerTimeout(Duration linger) {
    Timeouts t = timeouts;
    return with(limits, new Timeouts(t.head(), t.body(), t.write(), t.idle(), linger));
  }

  Setup observer(EngineObserver told) {
    return new Setup(variant, port, reusePort, maxConnections, limits, timeouts, told);
  }

  private Setup with(Limits newLimits, Timeouts newTimeouts) {
    return new Setup(variant, port, reusePort, maxConnections, newLimits, newTimeouts, observer);
  }

  EngineConfig config() {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return new EngineConfig(address, 4_096, reusePort, maxConnections, timeouts, observer);
  }

  Server start() throws IOException {
    return new Server(this);
  }
}
