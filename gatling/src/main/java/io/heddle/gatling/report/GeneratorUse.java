package io.heddle.gatling.report;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * How busy Gatling and the machine were during a load; NaN if unknown.
 *
 * @param cores CPU time of Gatling's process, divided by the time of the load
 * @param machinePercent how much of all cores was in use by anything
 */
record GeneratorUse(double cores, double machinePercent) {
  private static final double MAX_CORES = 0.8;
  private static final double MAX_MACHINE_PERCENT = 90;

  static GeneratorUse of(Properties said) throws IOException {
    return new GeneratorUse(
        Run.number(said, "gatlingCores"), Run.number(said, "machineBusyPercent"));
  }

  private boolean isLimit() {
    return cores >= MAX_CORES || machinePercent >= MAX_MACHINE_PERCENT;
  }

  /** Why the figures of these rounds may be Gatling's own; empty if they are not. */
  static Optional<String> warning(Series series) {
    long rounds = series.rounds().stream().filter(run -> run.generator().isLimit()).count();
    if (rounds == 0) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            """
            warning: %s: in %d of %d rounds, Gatling used %.1f cores or more, or the machine was at least %.0f %%
            busy. Times and rates may then be Gatling's own: lower the load.""",
            series.label(),
            rounds,
            series.rounds().size(),
            MAX_CORES,
            MAX_MACHINE_PERCENT));
  }
}
