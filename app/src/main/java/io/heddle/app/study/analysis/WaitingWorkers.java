package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Variant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of their time the workers of a pool wait, by Little's law: the responses per second,
 * times the wait of a request, divided by the number of workers.
 */
final class WaitingWorkers {
  private static final Pattern WORKERS = Pattern.compile("--workers=(?<count>\\d+)");
  private static final Pattern WAIT = Pattern.compile("[?&]wait=(?<time>\\d+)(?<unit>us|ms|s)");

  private WaitingWorkers() {}

  /**
   * The share; empty if there is no pool, or one that has a worker for each client, or if it is not
   * known how long requests wait.
   */
  static OptionalDouble share(Variant variant, Cell cell) {
    OptionalInt workers = workers(variant);
    LoadResult result = cell.result();
    if (workers.isEmpty() || result == null) return OptionalDouble.empty();
    boolean isSmall =
        cell.load().get("connections") instanceof Number clients
            && clients.intValue() > workers.getAsInt();
    double seconds = meanWait(cell.load());
    return isSmall && seconds > 0
        ? OptionalDouble.of(result.responsesPerSecond() * seconds / workers.getAsInt())
        : OptionalDouble.empty();
  }

  private static OptionalInt workers(Variant variant) {
    return variant.options().stream()
        .map(WORKERS::matcher)
        .filter(Matcher::matches)
        .mapToInt(matcher -> Integer.parseInt(matcher.group("count")))
        .findFirst();
  }

  /** How many seconds a request waits on average; 0 if it is not known. */
  private static double meanWait(Map<String, Object> load) {
    double weights = 0;
    double sum = 0;
    for (Object request : load.get("requests") instanceof List<?> list ? list : List.of()) {
      if (!(request instanceof Map<?, ?> kind)
          || !(kind.get("target") instanceof String target)
          || !(kind.get("weight") instanceof Number weight)
          || !Boolean.TRUE.equals(kind.get("measured"))) {
        return 0;
      }
      weights += weight.doubleValue();
      sum += weight.doubleValue() * seconds(target);
    }
    return weights > 0 ? sum / weights : 0;
  }

  private static double seconds(String target) {
    Matcher wait = WAIT.matcher(target);
    if (!wait.find()) return 0;
    double perSecond =
        switch (wait.group("unit")) {
          case "us" -> 1e6;
          case "ms" -> 1e3;
          default -> 1;
        };
    return Double.parseDouble(wait.group("time")) / perSecond;
  }
}
