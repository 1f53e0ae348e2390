package io.heddle.app.study.run;

import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Jvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The generator and what is needed to start servers: what all measurements of a study share. */
final class Bench implements AutoCloseable {
  private static final int MAX_LOAD_THREADS = 8;

  private final Children children = new Children();
  private final Path root;
  private final ServerSettings settings;
  private final Placement placement;
  private final @Nullable URI target;
  private final Stop stop;
  private final long seed;
  private final Generator generator;
  private double stepsPerMicrosecond;

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
    this.seed = seed;
    this.stop = stop;
    if (target == null) {
      FilesToServe.write(root);
    }
    this.generator = Generator.start(children, placement);
    stop.onAsked(children::kill);
  }

  /** The speed of computing that all servers are given, so that all do the same. */
  void computeAt(double steps) {
    stepsPerMicrosecond = steps;
  }

  /** The steps in a number of microseconds. */
  double steps(double micros) {
    return micros * stepsPerMicrosecond;
  }

  Session open(Variant variant, Jvm jvm)
      throws IOException, MeasurementException, InterruptedException {
    stop.check();
    if (target != null) {
      return new Session(this, target, null);
    }
    ServerProcess server =
        ServerProcess.start(children, settings.command(variant, jvm, placement, root));
    return new Session(this, server.url(), server);
  }

  Children children() {
    return children;
  }

  Generator generator() {
    return generator;
  }

  Stop stop() {
    return stop;
  }

  long seed() {
    return seed;
  }

  int loadThreads() {
    return Math.clamp(placement.load().size(), 1, MAX_LOAD_THREADS);
  }

  boolean hasServers() {
    return target == null;
  }

  @Override
  public void close() throws IOException {
    generator.close();
    children.close();
    if (hasServers()) {
      FilesToServe.delete(root);
    }
  }
}
