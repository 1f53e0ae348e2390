package io.heddle.app.study.run;

import java.time.Instant;

/**
 * What is known of a load that was recorded, apart from the recording.
 *
 * @param cpuSeconds the CPU time of the server's process without that of compilers
 * @param compilerSeconds the CPU time of the JVM's compilers
 * @param processors how many the process might use
 */
record RecordedLoad(
    Instant start,
    Instant end,
    long requests,
    double cpuSeconds,
    double compilerSeconds,
    int processors) {
  private static final double SECOND_NANOS = 1e9;

  /**
   * The load between two readings.
   *
   * @throws MeasurementException if the server answered nothing
   */
  static RecordedLoad between(Counters before, Instant start, Counters after, Instant end)
      throws MeasurementException {
    long requests = Math.round(after.requests() - before.requests());
    if (requests < 1) {
      throw new MeasurementException("the server answered nothing while it was recorded");
    }
    double compilers = before.compilerNanosTo(after);
    return new RecordedLoad(
        start,
        end,
        requests,
        (before.cpuNanosTo(after) - compilers) / SECOND_NANOS,
        compilers / SECOND_NANOS,
        after.jvm().processors());
  }

  boolean contains(Instant moment) {
    return !moment.isBefore(start) && moment.isBefore(end);
  }
}
