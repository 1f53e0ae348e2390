package io.heddle.app.study.run;

import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running server of one variant, and the loads that it gets. */
final class Session implements AutoCloseable {
  private static final int PEAK_CONNECTIONS = 64;
  private static final Duration LEAST_PEAK_WINDOW = Duration.ofMillis(400);

  private final Bench bench;
  private final URI url;
  private final @Nullable ServerProcess server;
  private final Map<List<RequestKind>, Double> peaks = new HashMap<>();

  Session(Bench bench, URI url, @Nullable ServerProcess server) {
    this.bench = bench;
    this.url = url;
    this.server = server;
  }

  /** A job and what came of it. */
  record Outcome(Map<String, Object> job, LoadResult result) {}

  /** Loads the server; first, if the load is a share of its peak, to find that. */
  Outcome run(Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    double peak = load.pace() instanceof Load.Pace.ShareOfPeak ? peak(load, timing) : 0;
    return run(load, peak, timing);
  }

  private Outcome run(Load load, double peak, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    bench.stop().check();
    Map<String, Object> job =
        load.job(url, peak, timing, bench.loadThreads(), bench.seed(), bench::steps);
    try {
      return new Outcome(job, bench.generator().run(job));
    } catch (IOException e) {
      bench.stop().checkAfterFailure();
      throw e;
    }
  }

  /** Finds the peak if the load is a share of it, so that this is no part of the measurement. */
  void prepare(Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    if (load.pace() instanceof Load.Pace.ShareOfPeak) {
      peak(load, timing);
    }
  }

  private double peak(Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    Double known = peaks.get(load.requests());
    if (known != null) {
      return known;
    }
    Duration half = timing.window().dividedBy(2);
    Duration window = half.compareTo(LEAST_PEAK_WINDOW) > 0 ? half : LEAST_PEAK_WINDOW;
    Timing shorter = new Timing(timing.lead().dividedBy(2), window);
    double peak = run(load.asPeak(PEAK_CONNECTIONS), 0, shorter).result().responsesPerSecond();
    if (peak <= 0) {
      throw new MeasurementException("the server answered nothing while its peak was measured");
    }
    peaks.put(load.requests(), peak);
    return peak;
  }

  URI url() {
    return url;
  }

  /** The server's process; null if the server runs elsewhere. */
  @Nullable ServerProcess server() {
    return server;
  }

  /** Whether it can go on. */
  boolean isAlive() {
    return server == null || server.isAlive();
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
