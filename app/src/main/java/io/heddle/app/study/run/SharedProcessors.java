package io.heddle.app.study.run;

import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The processors that the load generator shares with the backend. The generator knows only its own
 * part in them, so it cannot notice that the two together are the limit.
 */
final class SharedProcessors {
  /** If more of their time is used, the server may be able to do more. */
  private static final double MAX_BUSY = 0.9;

  private SharedProcessors() {}

  /**
   * A result with a limit if both used nearly all of the time of their processors: then they, and
   * not the server, may also be why clients got few responses. Only the part of the load that is
   * measured counts.
   *
   * @param backend readings of its CPU time, during the whole load
   * @param processors how many there are
   */
  static LoadResult judged(LoadResult result, List<CpuWatch.Reading> backend, int processors) {
    if (result.limitedBy() == Side.GENERATOR || result.measuredNanos() < 1) return result;
    double generator = result.cpuNanos() / (double) result.measuredNanos();
    double busy = (generator + used(result, backend)) / processors;
    if (busy <= MAX_BUSY) return result;
    return result.limitedByGenerator(
        String.format(
            Locale.ROOT,
            "the generator and the process that handlers wait for used %.0f %% of their processors:"
                + " give them more with --load-cpus",
            busy * 100));
  }

  /** How many processors the backend used; 0 if the window is too short to know. */
  private static double used(LoadResult result, List<CpuWatch.Reading> backend) {
    Instant start = result.startedAt();
    Instant end = start.plusNanos(result.measuredNanos());
    List<CpuWatch.Reading> inside =
        backend.stream().filter(r -> !r.at().isBefore(start) && !r.at().isAfter(end)).toList();
    if (inside.size() < 2) return 0;
    CpuWatch.Reading first = inside.getFirst();
    CpuWatch.Reading last = inside.getLast();
    double nanos = Duration.between(first.at(), last.at()).toNanos();
    return nanos > 0 ? (last.cpuNanos() - first.cpuNanos()) / nanos : 0;
  }
}
