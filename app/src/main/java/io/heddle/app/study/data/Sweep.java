package io.heddle.app.study.data;

import java.util.List;

/** How an option of a variant was chosen: the candidates that were measured before the rounds. */
public record Sweep(String variant, String workload, List<Candidate> candidates, double chosen) {
  public Sweep {
    Required.text("variant", variant);
    Required.text("workload", workload);
    candidates = List.copyOf(Required.value("candidates", candidates));
  }

  /** A value of the option, and the responses per second that it gave. */
  public record Candidate(double value, double throughput) {}
}
