package io.heddle.app.study.data;

import java.util.List;

/** How an option of a variant was chosen: the candidates that were measured before the rounds. */
public record Sweep(String variant, List<Candidate> candidates, double chosen) {
  public Sweep {
    Required.text("variant", variant);
    candidates = List.copyOf(Required.value("candidates", candidates));
  }

  /**
   * A value of the option, and what came of it with each kind of work.
   *
   * @param waitingThroughput responses per second of handlers that wait for 10 ms
   * @param computingP99 seconds, the p99 latency of handlers that compute for 1 ms
   * @param score the geometric mean of both, each divided by that of the best candidate; 1 if it is
   *     the best at both
   */
  public record Candidate(
      double value, double waitingThroughput, double computingP99, double score) {}
}
