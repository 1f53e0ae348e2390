package io.heddle.app.study.data;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an option of a variant was chosen: the candidates that were measured before the rounds.
 *
 * @param work that the user has described and they were tried with, as on the command line; null if
 *     they were tried with handlers that only wait or only compute
 */
public record Sweep(
    String variant, List<Candidate> candidates, double chosen, @Nullable String work) {
  public Sweep {
    Required.text("variant", variant);
    candidates = List.copyOf(Required.value("candidates", candidates));
  }

  /**
   * A value of the option, and what came of it with each kind of work.
   *
   * @param throughput responses per second of handlers that wait for 10 ms, or of the user's work
   * @param p99 seconds, the p99 latency of handlers that compute for 1 ms, or of the user's work
   * @param score the geometric mean of both, each divided by that of the best candidate; 1 if it is
   *     the best at both
   */
  public record Candidate(
      double value,
      @JsonAlias("waitingThroughput") double throughput,
      @JsonAlias("computingP99") double p99,
      double score) {}
}
