package io.heddle.app.study.run;

import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server can do at most.
 *
 * @param limit why it may be what the generator can do at most, or null
 */
record Peak(double perSecond, @Nullable String limit) {
  /** The median of some measurements. */
  static Peak of(List<LoadResult> found) throws MeasurementException {
    LoadResult median =
        found.stream()
            .sorted(Comparator.comparingDouble(LoadResult::responsesPerSecond))
            .toList()
            .get(found.size() / 2);
    if (median.responsesPerSecond() <= 0) {
      throw MeasurementException.ofServer(
          "the server answered nothing while its peak was measured");
    }
    boolean isLimited = median.limitedBy() == Side.GENERATOR;
    return new Peak(median.responsesPerSecond(), isLimited ? median.limit() : null);
  }

  /** The outcome of a load that is a share of it, which means nothing if the peak does not. */
  Session.Outcome shared(Session.Outcome outcome) {
    return limit == null || outcome.result().limit() != null
        ? outcome
        : outcome.limited("while the server's peak was measured, " + limit);
  }
}
