package io.heddle.app.study.report.plot;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** Where values are between two ends, and which of them have a tick. */
public sealed interface Scale {
  /** The place of a value: 0 at the low end, 1 at the high one. */
  double share(double value);

  /** Round values within the ends, few enough to be labelled. */
  List<Double> ticks();

  /** Ends that leave a little room around values on a logarithmic scale. */
  static Scale logAround(DoubleSummaryStatistics values) {
    double room = Math.pow(values.getMax() / values.getMin(), 0.05) * 1.02;
    return new Log(values.getMin() / room, values.getMax() * room);
  }

  /** From 0 to a little above the values. */
  static Scale fromZero(DoubleSummaryStatistics values) {
    return new Linear(0, values.getMax() > 0 ? values.getMax() * 1.06 : 1);
  }

  /** Logarithmic if the values span more than this factor, and are all positive. */
  static Scale fitting(DoubleSummaryStatistics values, double factor) {
    return values.getMin() > 0 && values.getMax() / values.getMin() > factor
        ? logAround(values)
        : fromZero(values);
  }

  /** Equal differences have equal distances. */
  record Linear(double from, double to) implements Scale {
    private static final int MOST_STEPS = 5;

    @Override
    public double share(double value) {
      return (value - from) / (to - from);
    }

    @Override
    public List<Double> ticks() {
      double step = step((to - from) / MOST_STEPS);
      List<Double> ticks = new ArrayList<>();
      for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
        ticks.add(i * step);
      }
      return ticks;
    }

    private static double step(double least) {
      double power = Math.pow(10, Math.floor(Math.log10(least)));
      for (double factor : new double[] {1, 2, 2.5, 5}) {
        if (factor * power >= least * 0.999) return factor * power;
      }
      return 10 * power;
    }
  }

  /** Equal ratios have equal distances; all values are positive. */
  record Log(double from, double to) implements Scale {
    private static final int FEWEST = 3;
    private static final int MOST = 7;

    @Override
    public double share(double value) {
      return Math.log(value / from) / Math.log(to / from);
    }

    /** The coarsest set of round values that has three, and else the finest. */
    @Override
    public List<Double> ticks() {
      List<Double> ticks = List.of();
      for (double[] digits :
          new double[][] {
            {1},
            {1, 3},
            {1, 2, 5},
            {1, 1.5, 2, 3, 5, 7},
            {1, 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 9.5}
          }) {
        ticks = ticks(digits);
        if (ticks.size() >= FEWEST) break;
      }
      int every = (ticks.size() + MOST - 1) / MOST;
      List<Double> all = ticks;
      return all.stream().filter(tick -> all.indexOf(tick) % every == 0).toList();
    }

    private List<Double> ticks(double[] digits) {
      List<Double> ticks = new ArrayList<>();
      int last = (int) Math.ceil(Math.log10(to));
      for (int power = (int) Math.floor(Math.log10(from)); power <= last; power++) {
        for (double digit : digits) {
          double value = digit * Math.pow(10, power);
          if (value >= from && value <= to) {
            ticks.add(value);
          }
        }
      }
      return ticks;
    }
  }
}
