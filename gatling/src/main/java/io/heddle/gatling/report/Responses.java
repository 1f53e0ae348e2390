package io.heddle.gatling.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** The response times of a part of a run. */
public final class Responses {
  private Responses() {}

  /**
   * The times, in milliseconds, of all requests that ended within a time.
   *
   * @throws IOException if the run cannot be read
   */
  public static Histogram endedWithin(LoadTime time, Path folder) throws IOException {
    Histogram millis = new Histogram(3);
    try (SimulationLog log = SimulationLog.open(Run.logIn(folder))) {
      long start = log.header().startMillis();
      for (Optional<Entry> entry = log.next(); entry.isPresent(); entry = log.next()) {
        if (entry.get() instanceof Entry.Request request
            && start + request.endMillis() >= time.startMillis()
            && start + request.endMillis() < time.endMillis()) {
          millis.recordValue(request.tookMillis());
        }
      }
    }
    return millis;
  }
}
