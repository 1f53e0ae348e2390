package io.heddle.engine;

import io.heddle.connection.Phase;
import io.heddle.connection.Timeouts;
import io.heddle.exchange.Service;
import io.heddle.exchange.Settings;
import io.heddle.http1.Http1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A running server for a test's site. Closing it stops it and checks that nothing is left open. */
final class Server implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final TestSite site;
  private final Recorder recorder = new Recorder();
  private final Service service;
  private final Http1 protocol;
  private final Engine engine;
  private final InetSocketAddress address;
  private boolean stopped;

  Server(Setup setup) throws IOException {
    site = new TestSite(setup.handlers());
    service = new Service(setup.settings(site), recorder);
    protocol = new Http1(service);
    engine = setup.variant().engine(protocol, setup);
    try {
      address = engine.start();
    } catch (IOException | RuntimeException | Error e) {
      site.close();
      throw e;
    }
  }

  Engine engine() {
    return engine;
  }

  /**
   * Changes how long connections may stay in each phase, including those that are open. A test that
   * first brings its clients into a phase cannot lose them on the way, however slow the machine is.
   */
  void timeouts(UnaryOperator<Timeouts> change) {
    Settings now = service.settings();
    service.apply(now.with(change.apply(now.timeouts())));
  }

  /** Waits until the last sweep has found this many connections in the phase. */
  void awaitConnections(Phase phase, int count) {
    Await.until(count + " connections are in " + phase, () -> engine.connections(phase) == count);
  }

  /** How much memory its buffers take, used or not. */
  long bufferBytes() {
    return protocol.bufferBytes();
  }

  /** How many requests wait for a worker; 0 if the engine has none. */
  int waitingForWorkers() {
    return (int) meter("heddle.workers.queued");
  }

  /** The sum of the engine's metrics of this name; 0 if it has none. */
  double meter(String name) {
    return meters(name).mapToDouble(Double::doubleValue).sum();
  }

  /** The engine's metrics of this name. */
  Stream<Double> meters(String name) {
    return engine.meters().stream()
        .filter(meter -> meter.name().equals(name))
        .map(meter -> meter.value().getAsDouble());
  }

  int port() {
    return address.getPort();
  }

  InetSocketAddress address() {
    return address;
  }

  TestSite site() {
    return site;
  }

  Recorder recorder() {
    return recorder;
  }

  Client connect() throws IOException {
    return new Client(address);
  }

  /** A client whose socket buffers little. */
  Client connectWithReceiveBuffer(int bytes) throws IOException {
    return new Client(address, bytes);
  }

  boolean stop(Duration grace) {
    stopped = true;
    return engine.stop(grace);
  }

  @Override
  public void close() throws IOException {
    site.open();
    if (!stopped) {
      stop(GRACE);
    }
    recorder.awaitNoConnection();
    site.close();
  }
}
