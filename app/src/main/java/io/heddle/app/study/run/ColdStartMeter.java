package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Measures a process that has just been started. */
final class ColdStartMeter {
  /** What counts as full speed, compared with the last seconds. */
  private static final double FULL = 0.9;

  private static final int LAST_SECONDS = 2;

  private ColdStartMeter() {}

  static Measured measure(Session session, ServerProcess server, Load load)
      throws IOException, MeasurementException, InterruptedException {
    double firstAnswer;
    try (IdleCrowd client = IdleCrowd.open(session.url(), 1, true)) {
      firstAnswer = server.age();
      client.ask();
    }
    Instant now = Instant.now();
    double age = server.age();
    Timing timing = new Timing(Duration.ZERO, Measurement.COLD_START);
    Measured measured = SteadyMeter.measure(session, load, timing);
    measured.figures().put(Figure.FIRST_ANSWER_SECONDS, firstAnswer);
    if (measured.result() != null) {
      double loadStart =
          age + Duration.between(now, measured.result().startedAt()).toMillis() / 1e3;
      int second = fullSpeed(measured.result().perSecond());
      measured.figures().put(Figure.FULL_SPEED_SECONDS, loadStart + second);
    }
    return measured;
  }

  /** The end of the first second that is as fast as the last ones. */
  private static int fullSpeed(List<Long> perSecond) {
    double last =
        perSecond.stream()
            .skip(Math.max(0, perSecond.size() - LAST_SECONDS))
            .mapToLong(Long::longValue)
            .average()
            .orElse(0);
    int second = 0;
    while (second < perSecond.size() - 1 && perSecond.get(second) < FULL * last) {
      second++;
    }
    return second + 1;
  }
}
