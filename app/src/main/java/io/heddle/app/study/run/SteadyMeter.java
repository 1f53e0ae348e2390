package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** Measures a load of one kind. */
final class SteadyMeter {
  private SteadyMeter() {}

  /** Finds the server's peak first, if the load is a share of it. */
  static Measured measure(Session session, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    session.prepare(load, timing);
    return measurePrepared(session, load, timing);
  }

  /** The same with a peak that is known. */
  static Measured measurePrepared(Session session, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    ServerProcess server = session.server();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    Session.Outcome outcome;
    if (server == null) {
      outcome = session.run(load, timing);
    } else {
      session.settle();
      LoadWatch watch = new LoadWatch(session, server);
      try {
        outcome = session.run(load, timing, watch);
        figures.putAll(watch.figures(load, outcome.result()));
      } finally {
        watch.end();
      }
    }
    figures.putAll(LoadFigures.of(outcome.result()));
    return new Measured(outcome.job(), outcome.result(), figures);
  }
}
