package io.heddle.app.study.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the recorded part of a load, apart from the recording.
 *
 * @param requests how many the server answered
 * @param cpuSeconds the CPU time of the server's process, without that of compilers
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
   * The longest part within two moments that begins and ends with a reading; absent if there is
   * none, or no request in it.
   *
   * @param requestsPerSecond how many the server answered
   */
  static Optional<RecordedLoad> within(
      Instant from,
      Instant to,
      List<CpuWatch.Reading> readings,
      double requestsPerSecond,
      int processors) {
    List<CpuWatch.Reading> inside =
        readings.stream().filter(r -> !r.at().isBefore(from) && !r.at().isAfter(to)).toList();
    if (inside.size() < 2) return Optional.empty();
    CpuWatch.Reading first = inside.getFirst();
    CpuWatch.Reading last = inside.getLast();
    double seconds = Duration.between(first.at(), last.at()).toNanos() / SECOND_NANOS;
    long requests = Math.round(requestsPerSecond * seconds);
    if (requests < 1) return Optional.empty();
    long compilers = Math.max(0, last.compilerNanos() - first.compilerNanos());
    return Optional.of(
        new RecordedLoad(
            first.at(),
            last.at(),
            requests,
            (last.cpuNanos() - first.cpuNanos() - compilers) / SECOND_NANOS,
            compilers / SECOND_NANOS,
            processors));
  }

  boolean contains(Instant moment) {
    return !moment.isBefore(start) && moment.isBefore(end);
  }
}
