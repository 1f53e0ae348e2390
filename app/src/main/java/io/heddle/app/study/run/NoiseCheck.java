package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Noise;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.plan.Jvm;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Plan;
import io.heddle.app.study.plan.RequestKind;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A against A: two processes of the same variant under the same load, in turn. */
final class NoiseCheck {
  private static final List<Figure> FIGURES =
      List.of(Figure.THROUGHPUT, Figure.CPU_PER_REQUEST, Figure.LATENCY_P50, Figure.LATENCY_P99);
  private static final Load LOAD = Load.closed(64, RequestKind.get("/plaintext"));

  private NoiseCheck() {}

  static List<Noise> of(Bench bench, Plan plan, Variant variant, String when)
      throws IOException, MeasurementException, InterruptedException {
    Timing timing = plan.timing();
    Map<Figure, List<Double>> ratios = new EnumMap<>(Figure.class);
    FIGURES.forEach(figure -> ratios.put(figure, new ArrayList<>()));
    try (Session one = bench.open(variant, Jvm.SHARED);
        Session other = bench.open(variant, Jvm.SHARED)) {
      WarmingUp.briefly(one, plan.profile().noiseWarmUp());
      WarmingUp.briefly(other, plan.profile().noiseWarmUp());
      for (int pair = 0; pair < plan.profile().noisePairs(); pair++) {
        boolean isSwapped = pair % 2 == 1;
        Measured first = SteadyMeter.measure(isSwapped ? other : one, LOAD, timing);
        Measured second = SteadyMeter.measure(isSwapped ? one : other, LOAD, timing);
        Map<Figure, Double> a = isSwapped ? second.figures() : first.figures();
        Map<Figure, Double> b = isSwapped ? first.figures() : second.figures();
        ratios.forEach((figure, list) -> add(list, b.get(figure), a.get(figure)));
      }
    }
    return ratios.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> noise(when, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static void add(List<Double> ratios, @Nullable Double b, @Nullable Double a) {
    if (a != null && b != null && a > 0 && b > 0) {
      ratios.add(b / a);
    }
  }

  private static Noise noise(String when, Figure figure, List<Double> ratios) {
    double spread = ratios.stream().mapToDouble(ratio -> Math.abs(ratio - 1)).max().orElseThrow();
    return new Noise(when, figure, ratios, spread);
  }
}
