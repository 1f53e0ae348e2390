package io.heddle.app.study.run;

import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The load generator, watched together with the process that handlers wait for.
 *
 * @param backend that process; null if there is none
 * @param processors how many the two share
 */
record WatchedGenerator(Jobs generator, @Nullable Watched backend, int processors) {
  /** Runs jobs. */
  @FunctionalInterface
  interface Jobs {
    LoadResult run(Map<String, Object> job, Moments moments)
        throws IOException, MeasurementException, InterruptedException;
  }

  /** A process that must not end. */
  interface Watched {
    /** Begins to watch its CPU time. */
    Watch watch() throws IOException;

    /** Checks that it runs. */
    void check() throws IOException;
  }

  /** Reads the CPU time of a process until it is ended. */
  @FunctionalInterface
  interface Watch {
    /** Ends it; returns all readings in order. */
    List<CpuWatch.Reading> end() throws InterruptedException;
  }

  /**
   * Runs the job of a load. Without the backend, requests that wait get an error, and figures mean
   * nothing.
   */
  LoadResult run(Load load, Map<String, Object> job, Moments moments)
      throws IOException, MeasurementException, InterruptedException {
    if (backend == null) return generator.run(job, moments);
    Watch watch = backend.watch();
    try {
      LoadResult result = generator.run(job, moments);
      backend.check();
      return load.waits() ? SharedProcessors.judged(result, watch.end(), processors) : result;
    } finally {
      watch.end();
    }
  }
}
