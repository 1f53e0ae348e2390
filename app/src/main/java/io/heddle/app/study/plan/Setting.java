package io.heddle.app.study.plan;

import io.heddle.app.study.data.Point;

/** A point of a workload, and how it is measured. */
public record Setting(Point point, Measurement measurement, Jvm jvm) {
  /** A point with a steady load, in the process that it shares with others. */
  public static Setting of(Point point, Load load) {
    return new Setting(point, new Measurement.Steady(load), Jvm.SHARED);
  }

  public Setting in(Jvm other) {
    return new Setting(point, measurement, other);
  }
}
