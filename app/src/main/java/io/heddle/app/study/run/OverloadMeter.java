package io.heddle.app.study.run;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.plan.Load;
import io.heddle.app.study.plan.Measurement;
import io.heddle.app.study.plan.Timing;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures a load that is too much, and the time after its end until a client that was there before
 * is served as fast as before.
 */
final class OverloadMeter {
  private static final int CALM_PROBES = 20;
  private static final long PROBE_MILLIS = 10;
  private static final long MAX_RECOVERY_SECONDS = 5;

  /** "As fast as before" means within this factor of the median before the load. */
  private static final double FACTOR = 3;

  /** Shorter delays are never called slow. */
  private static final long FLOOR_NANOS = 2_000_000;

  /** After this many fast answers in a row, the server has recovered. */
  private static final int IN_A_ROW = 5;

  private OverloadMeter() {}

  /** How long an answer took, and when it came. */
  private record Answer(Instant at, long nanos) {}

  /** Asks a server again and again, on a thread of its own. */
  private static final class Prober implements Runnable {
    private final IdleCrowd client;
    private final List<Answer> answers = new ArrayList<>();
    private volatile boolean isOver;
    private final Thread thread = Thread.ofPlatform().daemon().name("prober").unstarted(this);

    Prober(IdleCrowd client) {
      this.client = client;
    }

    @Override
    public void run() {
      try {
        while (!isOver) {
          long nanos = client.ask();
          answers.add(new Answer(Instant.now(), nanos));
          TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS);
        }
      } catch (IOException | InterruptedException _) {
        // it was turned away: the answers end here
      }
    }

    List<Answer> end() throws InterruptedException {
      isOver = true;
      thread.join(TimeUnit.SECONDS.toMillis(MAX_RECOVERY_SECONDS));
      return thread.isAlive() ? List.of() : List.copyOf(answers);
    }
  }

  static Measured measure(Session session, Load load, Timing timing)
      throws IOException, MeasurementException, InterruptedException {
    session.prepare(load, timing);
    try (IdleCrowd client = IdleCrowd.open(session.url(), 1, true)) {
      long slow = slow(client);
      Prober prober = new Prober(client);
      prober.thread.start();
      Measured measured;
      try {
        measured = SteadyMeter.measure(session, load, Measurement.overload(timing));
      } finally {
        TimeUnit.MILLISECONDS.sleep(PROBE_MILLIS * CALM_PROBES);
        prober.isOver = true;
      }
      recovery(measured, prober.end(), slow);
      return measured;
    }
  }

  /** From how many nanoseconds an answer is slow, compared with those before the load. */
  private static long slow(IdleCrowd client) throws IOException {
    long[] calm = new long[CALM_PROBES];
    for (int i = 0; i < calm.length; i++) {
      calm[i] = client.ask();
    }
    Arrays.sort(calm);
    return Math.max(FLOOR_NANOS, (long) (FACTOR * calm[calm.length / 2]));
  }

  private static void recovery(Measured measured, List<Answer> answers, long slow) {
    if (measured.result() == null) return;
    Instant end = measured.result().startedAt().plusNanos(measured.result().measuredNanos());
    int fast = 0;
    for (Answer answer : answers) {
      if (answer.at().isBefore(end)) continue;
      fast = answer.nanos() <= slow ? fast + 1 : 0;
      if (fast == IN_A_ROW) {
        double seconds = (answer.at().toEpochMilli() - end.toEpochMilli()) / 1_000.0;
        measured.figures().put(Figure.RECOVERY_SECONDS, seconds);
        return;
      }
    }
  }
}
