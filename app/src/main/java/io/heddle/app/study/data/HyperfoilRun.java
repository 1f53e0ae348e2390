package io.heddle.app.study.data;

import java.time.Instant;
import java.util.Map;

/**
 * What Hyperfoil, another load generator, has measured at a point.
 *
 * @param variant what it measured: the server that the user has named
 * @param id Hyperfoil's name of the run
 * @param version of Hyperfoil
 * @param figures those that its results state, in the units of {@link Figure}
 */
public record HyperfoilRun(
    String workload,
    String point,
    String variant,
    String id,
    Instant startedAt,
    String version,
    Map<Figure, Double> figures) {
  public HyperfoilRun {
    Required.text("workload", workload);
    Required.text("point", point);
    Required.text("variant", variant);
    Required.text("id", id);
    Required.value("startedAt", startedAt);
    Required.text("version", version);
    figures = Required.sorted("figures", figures);
  }
}
