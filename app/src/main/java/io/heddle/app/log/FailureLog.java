package io.heddle.app.log;

import io.heddle.exchange.CurrentRequest;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.http.RequestId;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs each failure of a handler once, with its stack trace. A separate thread writes, so that a
 * stderr that nobody reads never delays a response. Failures that do not fit into the queue are
 * dropped and counted.
 */
public final class FailureLog implements Observer {
  private static final Logger LOG = System.getLogger(FailureLog.class.getName());
  private static final int MAX_WAITING = 1_000;

  private record Failure(String route, RequestId request, Throwable cause) {}

  private final Spool<Failure> spool =
      new Spool<>("failure-log", MAX_WAITING, failure -> 1, FailureLog::write, Spool.LAST_WRITES);

  private FailureLog() {}

  /** Creates a log and starts its thread. */
  public static FailureLog start() {
    FailureLog log = new FailureLog();
    log.spool.start();
    return log;
  }

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    spool.put(new Failure(exchange.route().name(), exchange.id(), failure));
  }

  private static void write(Failure failure) {
    CurrentRequest.during(
        failure.request,
        () -> LOG.log(Level.ERROR, "route " + failure.route + " failed", failure.cause));
  }

  /** The number of failures that were dropped because logging was too slow. */
  public long dropped() {
    return spool.dropped();
  }

  /** Writes all waiting failures, then stops. Gives up if stderr is stuck. */
  public void close() {
    if (spool.close() && dropped() > 0) {
      LOG.log(Level.WARNING, "{0} failures of handlers were not logged", dropped());
    }
  }
}
