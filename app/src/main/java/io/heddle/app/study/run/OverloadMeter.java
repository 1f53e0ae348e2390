package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Measures a load that is too much, and how long clients feel it after it has ended. The figures
 * other than the {@link Recovery} are those of the surge.
 */
final class OverloadMeter {
  private OverloadMeter() {}

  static Measured measure(Session session, Measurement.Overload overload, Timing usual)
      throws IOException, MeasurementException, InterruptedException {
    session.prepare(overload.load(), usual);
    Timing timing = overload.timing();
    Measured measured = SteadyMeter.measurePrepared(session, overload.load(), timing);
    LoadResult result = measured.result();
    if (result != null && result.slices() != null) {
      add(result.slices(), timing, measured.figures());
    }
    return measured;
  }

  private static void add(
      List<LoadResult.Slice> slices, Timing timing, Map<Figure, Double> figures) {
    Duration slice = Load.Pace.Surge.SLICE;
    int before = (int) timing.lead().dividedBy(slice);
    int length = (int) timing.window().dividedBy(slice);
    long arrived =
        slices.subList(before, before + length).stream().mapToLong(LoadResult.Slice::arrived).sum();
    figures.put(Figure.GOODPUT, arrived * 1e3 / timing.window().toMillis());
    new Recovery(slice.toMillis() / 1e3, before, length)
        .seconds(slices)
        .ifPresent(seconds -> figures.put(Figure.RECOVERY_SECONDS, seconds));
  }
}
