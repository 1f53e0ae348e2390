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

  static Measured measure(Session session, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    ServerProcess server = session.server();
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    Session.Outcome outcome;
    if (server == null) {
      outcome = session.run(load, timing);
    } else {
      session.prepare(load, timing);
      Counters before = Counters.before(server);
      outcome = session.run(load, timing);
      figures.putAll(before.to(Counters.after(server)));
    }
    figures.putAll(LoadFigures.of(outcome.result()));
    return new Measured(outcome.job(), outcome.result(), figures);
  }
}
