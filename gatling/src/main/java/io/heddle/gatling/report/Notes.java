package io.heddle.gatling.report;

import java.util.List;

/** What a reader has to know to read the tables. */
final class Notes {
  private static final String ALWAYS =
      """
      Times are Gatling's: whole milliseconds, including those of failed requests. "<1" is below 1 ms.
      Each may be up to 1 ms too high or too low, and the ranges of ratios include that. The mean is
      finer, because these errors cancel out. "server mean ms" is from the server's own metrics.
      """;
  private static final String ONE_ROUND =
      """
      There is only one round, so a ratio may be chance: use --rounds.
      """;

  private Notes() {}

  static String of(List<Series> all) {
    int rounds = all.stream().mapToInt(series -> series.rounds().size()).min().orElse(0);
    if (all.size() < 2) {
      return ALWAYS;
    }
    return ALWAYS + (rounds == 1 ? ONE_ROUND : severalRounds(rounds));
  }

  private static String severalRounds(int rounds) {
    return """
        Figures are the median of the rounds [smallest, largest]. A ratio has the range of all pairs of
        rounds. If the rounds of two servers overlap, there is "no difference shown". With %d rounds
        each, equal servers show a difference in about 1 of %d rows.
        """
        .formatted(rounds, Math.round(1 / chance(rounds)));
  }

  /**
   * The probability that all rounds of one of two equal servers are below all rounds of the other:
   * 2 of all ways to draw n of 2n.
   */
  static double chance(int rounds) {
    double ways = 1;
    for (int i = 1; i <= rounds; i++) {
      ways = ways * (rounds + i) / i;
    }
    return 2 / ways;
  }
}
