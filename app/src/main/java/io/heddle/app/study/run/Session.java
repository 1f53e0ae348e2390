package io.heddle.app.study.run;

import io.heddle.app.study.data.FileProblem;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** A running server of one variant, and the loads that it gets. */
final class Session implements AutoCloseable {
  private static final int PEAK_CONNECTIONS = 64;
  private static final String CONNECTIONS = "heddle_connections_open";
  private static final Duration MAX_SETTLING = Duration.ofSeconds(3);

  /** A server that needs a thread for each connection is slow to accept thousands. */
  private static final Duration MAX_ACCEPTING = Duration.ofSeconds(30);

  private static final long SETTLING_MILLIS = 20;

  private final Bench bench;
  private final URI url;
  private final @Nullable ServerProcess server;
  private final Map<List<RequestKind>, Peak> peaks = new HashMap<>();
  private long seed;

  Session(Bench bench, URI url, @Nullable ServerProcess server) {
    this.bench = bench;
    this.url = url;
    this.server = server;
  }

  /**
   * Sets what the next loads are for. Loads for the same have the same random arrivals, so all
   * variants of a round get the same ones.
   */
  void begin(int round, String what) {
    seed = bench.order().seed(round, what);
  }

  /** A job and what came of it. */
  record Outcome(Map<String, Object> job, LoadResult result) {
    Outcome limited(String reason) {
      return new Outcome(job, result.limitedByGenerator(reason));
    }
  }

  /** Loads the server; first, if the load is a share of its peak, to find that. */
  Outcome run(Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    return run(load, timing, Moments.NONE);
  }

  /** The same with something to do around the load itself. */
  Outcome run(Load load, Timing timing, Moments moments)
      throws IOException, MeasurementException, InterruptedException {
    if (!load.pace().isOfPeak()) return run(load, 0, timing, moments);
    Peak known = peaks.get(load.requests());
    Peak peak = known == null ? findPeak(load, timing) : known;
    return peak.shared(run(load, peak.perSecond(), timing, moments));
  }

  private Outcome run(Load load, double peak, Timing timing, Moments moments)
      throws IOException, MeasurementException, InterruptedException {
    bench.stop().check();
    Map<String, Object> job = load.job(url, peak, timing, bench.loadThreads(), seed, bench::steps);
    try {
      return new Outcome(job, bench.generator().run(load, job, moments));
    } catch (MeasurementException e) {
      // one that has ended is seen by its process; one that runs elsewhere may come back
      if (server == null) throw new IOException(e.reason(), e);
      throw e;
    } catch (IOException e) {
      bench.stop().checkAfterFailure();
      throw e;
    }
  }

  /**
   * Finds the peak if the load is a share of it, so that this is no part of the measurement. Where
   * the generator was the limit, it is found again.
   */
  void prepare(Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    Peak known = peaks.get(load.requests());
    if (load.pace().isOfPeak() && (known == null || known.limit() != null)) {
      findPeak(load, timing);
    }
  }

  private Peak findPeak(Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    Timing longer = timing.atLeast(Measurement.PEAK);
    List<LoadResult> found = new ArrayList<>();
    for (int i = 0; i < Measurement.PEAKS; i++) {
      found.add(run(load.asPeak(PEAK_CONNECTIONS), 0, longer, Moments.NONE).result());
    }
    Peak peak = Peak.of(found);
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

  /** Binds the server to its processors, since it has been warmed up. */
  void pin() throws IOException, MeasurementException, InterruptedException {
    if (server != null) {
      bench.pin(server);
    }
  }

  /**
   * Waits until the server is done with the load before: no connection is open any more. What still
   * runs after the bound is part of what is measured next.
   */
  void settle() throws IOException, MeasurementException, InterruptedException {
    await(open -> open == 0, MAX_SETTLING);
  }

  /** Waits until the server has accepted this many clients, within a bound. */
  void awaitAccepted(int clients) throws IOException, MeasurementException, InterruptedException {
    await(open -> open >= clients, MAX_ACCEPTING);
  }

  private void await(DoublePredicate condition, Duration bound)
      throws IOException, MeasurementException, InterruptedException {
    if (server == null) return;
    long deadline = System.nanoTime() + bound.toNanos();
    while (System.nanoTime() < deadline
        && !condition.test(AdminPages.sum(server.admin().metrics(), CONNECTIONS))) {
      Thread.sleep(SETTLING_MILLIS);
    }
  }

  /**
   * What a failed exchange means: that the server has ended, if it has, or that it does not tell
   * its counters.
   *
   * @throws IOException the failure, if that is not the server's
   */
  MeasurementException ended(IOException failure) throws IOException, InterruptedException {
    bench.stop().checkAfterFailure();
    if (server != null && server.ends()) return MeasurementException.ofServer(server.end());
    if (failure instanceof AdminPages.NoAnswer) {
      return MeasurementException.ofServer(FileProblem.text(failure));
    }
    throw failure;
  }

  /** The CPU time of what measures. */
  long ownNanos() throws IOException {
    return bench.ownNanos();
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
