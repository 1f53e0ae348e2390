package io.heddle.gatling.compare;

import io.heddle.gatling.report.LoadTime;
import java.io.IOException;

/**
 * Reads a server's counters when a load has settled, and again some seconds later. Somebody has to
 * {@link #look} often; one thread.
 */
final class ServerWindow {
  private static final String CPU = "process_cpu_seconds_total";

  /** Everything that is read at one moment. */
  private record Reading(long millis, long cpuMillis, Metrics metrics) {
    static Reading of(Server server) throws IOException {
      return new Reading(System.currentTimeMillis(), server.cpuMillis(), server.metrics());
    }
  }

  private final Server server;
  private final long leadRequests;
  private final long windowMillis;
  private final Reading start;
  private Reading first;
  private Reading last;

  /**
   * A window of a load that begins now.
   *
   * @param leadRequests how many requests come before the window
   */
  ServerWindow(Server server, long leadRequests, long windowMillis) throws IOException {
    this.server = server;
    this.leadRequests = leadRequests;
    this.windowMillis = windowMillis;
    this.start = Reading.of(server);
    this.first = start;
    this.last = start;
  }

  /** Reads the counters if it is time to. */
  void look() throws IOException {
    if (first.equals(start)) {
      Reading now = Reading.of(server);
      if (times(now).since(times(start)).count() >= leadRequests) {
        first = now;
      }
    } else if (last.equals(start) && System.currentTimeMillis() >= first.millis + windowMillis) {
      last = Reading.of(server);
    }
  }

  private static ServerTimes times(Reading reading) {
    return ServerTimes.of(reading.metrics);
  }

  /** When the window was. */
  LoadTime time() throws CompareException {
    if (last.equals(start)) {
      throw CompareException.failed("the load ended before it was measured: repeat it");
    }
    return new LoadTime(first.millis, last.millis);
  }

  double seconds() {
    return (last.millis - first.millis) / 1_000.0;
  }

  ServerTimes times() {
    return times(last).since(times(first));
  }

  /** CPU time per request; the kernel counts in ticks. */
  AgreementTable.Cpu cpu() {
    double requests = times().count();
    return new AgreementTable.Cpu(
        (last.metrics.sum(CPU) - first.metrics.sum(CPU)) * 1e6 / requests,
        (last.cpuMillis - first.cpuMillis) * 1e3 / requests);
  }
}
