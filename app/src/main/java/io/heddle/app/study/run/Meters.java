package io.heddle.app.study.run;

import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;

/** Chooses how a point is measured. */
final class Meters {
  private Meters() {}

  static Measured measure(Session session, Measurement measurement, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    return switch (measurement) {
      case Measurement.Steady(Load load) -> SteadyMeter.measure(session, load, load.timing(timing));
      case Measurement.Overload overload -> OverloadMeter.measure(session, overload, timing);
      case Measurement.Idle idle -> IdleMeter.measure(session, own(session), idle);
      case Measurement.ColdStart(Load load) -> ColdStartMeter.measure(session, own(session), load);
    };
  }

  /** The process, for measurements that are about it. */
  private static ServerProcess own(Session session) throws MeasurementException {
    ServerProcess server = session.server();
    if (server == null) {
      throw MeasurementException.ofStudy("this needs a server that the study has started");
    }
    return server;
  }
}
