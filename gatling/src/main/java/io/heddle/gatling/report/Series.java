package io.heddle.gatling.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The rounds of one server. */
record Series(String label, List<Run> rounds) {
  Series {
    rounds = List.copyOf(rounds);
  }

  /** One figure of all rounds. */
  Spread spread(ToDoubleFunction<Run> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).toArray());
  }

  /** Whether the assertions held, and in how many rounds if not in all. */
  String assertions() {
    List<String> said = rounds.stream().map(Run::gates).distinct().toList();
    if (said.size() == 1) {
      return said.getFirst();
    }
    long held = rounds.stream().filter(run -> run.gates().equals(Run.HELD)).count();
    return "held in %d of %d".formatted(held, rounds.size());
  }
}
