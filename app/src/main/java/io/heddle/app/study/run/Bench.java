package io.heddle.app.study.run;

import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.plan.Jvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generator, the backend, and what is needed to start servers: what all measurements of a study
 * share.
 */
final class Bench implements AutoCloseable {
  private static final int MAX_LOAD_THREADS = 8;
  private static final int MAX_PINNINGS = 20;
  private static final long PINNING_MILLIS = 50;

  private final Children children = new Children();
  private final Path root;
  private final ServerSettings settings;
  private final Placement placement;
  private final @Nullable URI target;
  private final Stop stop;
  private final Order order;
  private final Generator generator;
  private @Nullable Backend backend;
  private @Nullable Integer stepsPerMicrosecond;

  /**
   * Starts the generator.
   *
   * @param target a server that is not started but only used, or null
   */
  Bench(
      ServerSettings settings,
      Placement placement,
      @Nullable URI target,
      Path root,
      long seed,
      Stop stop)
      throws IOException {
    this.root = root;
    this.settings = settings;
    this.placement = placement;
    this.target = target;
    this.order = new Order(seed);
    this.stop = stop;
    if (target == null) {
      FilesToServe.write(root);
    }
    stop.onAsked(children::kill);
    this.generator = Generator.start(children, placement);
  }

  /** Starts the backend, if handlers wait for one. */
  void startBackend() throws IOException, InterruptedException {
    stop.check();
    if (settings.waiting() == Waiting.PROXY) {
      backend = Backend.start(children, placement);
    }
  }

  /**
   * The speed of computing that all servers are given, so that all do the same.
   *
   * @param steps per microsecond; null if it is not known, so that servers are sent times
   */
  void computeAt(@Nullable Integer steps) {
    stepsPerMicrosecond = steps;
  }

  /** The steps in a number of microseconds; 0 if that is not known. */
  double steps(double micros) {
    return stepsPerMicrosecond == null ? 0 : micros * stepsPerMicrosecond;
  }

  /** Starts a server on its processors. */
  Session open(Variant variant, Jvm jvm)
      throws IOException, MeasurementException, InterruptedException {
    return open(variant, jvm, placement.server());
  }

  /**
   * Starts a server that also may use the generator's processors, so that it is warm sooner. It is
   * bound to its own ones when it has been warmed up.
   */
  Session openCold(Variant variant, Jvm jvm)
      throws IOException, MeasurementException, InterruptedException {
    return open(variant, jvm, placement.both());
  }

  private Session open(Variant variant, Jvm jvm, CpuList cpus)
      throws IOException, MeasurementException, InterruptedException {
    stop.check();
    if (target != null) {
      return new Session(this, target, null);
    }
    List<String> command = settings.command(variant, jvm, placement, cpus, root, backend);
    ServerProcess server = ServerProcess.start(children, "the server", command);
    return new Session(this, server.url(), server);
  }

  /** Binds all threads of a server to its processors. */
  void pin(ServerProcess server) throws IOException, MeasurementException, InterruptedException {
    List<String> command = placement.pinning(server.pid());
    if (command.isEmpty()) return;
    for (int time = 1; !isPinned(server); time++) {
      if (time > MAX_PINNINGS) {
        throw MeasurementException.ofStudy("the server could not be bound to its processors");
      }
      try {
        OneShot.run(children, command);
      } catch (MeasurementException _) {
        // a thread has ended meanwhile, and the others have not been bound
        Thread.sleep(PINNING_MILLIS);
      }
    }
  }

  private boolean isPinned(ServerProcess server) throws IOException {
    for (CpuList allowed : ProcessFigures.allowed(server.pid())) {
      if (!placement.server().numbers().containsAll(allowed.numbers())) return false;
    }
    return true;
  }

  Children children() {
    return children;
  }

  WatchedGenerator generator() {
    return new WatchedGenerator(generator::run, backend, placement.loadSize());
  }

  /** The process for which handlers wait, if there is one. */
  Optional<Backend> backend() {
    return Optional.ofNullable(backend);
  }

  /** The CPU time of the generator, the backend and this process. */
  long ownNanos() throws IOException {
    return (backend == null ? 0 : backend.cpuNanos())
        + ProcessFigures.processNanos(generator.pid())
        + ProcessFigures.processNanos(ProcessHandle.current().pid());
  }

  Stop stop() {
    return stop;
  }

  /** The random order of everything. */
  Order order() {
    return order;
  }

  int loadThreads() {
    return Math.clamp(placement.load().size(), 1, MAX_LOAD_THREADS);
  }

  boolean hasServers() {
    return target == null;
  }

  /** Ends everything and deletes the files, even if a part of that fails. */
  @Override
  public void close() throws IOException {
    try (Children _ = children;
        Generator _ = generator;
        Backend _ = backend) {
      // they end in the reverse order
    } finally {
      if (hasServers()) {
        FilesToServe.delete(root);
      }
    }
  }
}
