package io.heddle.app.log;

import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs the faults of handlers, each once with its stack. A thread of its own does it, so that a
 * stderr that nobody reads holds up no response; faults that find no room are dropped and counted.
 */
public final class FailureLog implements Observer {
  private static final Logger LOG = System.getLogger(FailureLog.class.getName());
  private static final int MOST_WAITING = 1_000;

  private record Failure(String route, String request, Throwable cause) {}

  private final Spool<Failure> spool =
      new Spool<>("failure-log", MOST_WAITING, failure -> 1, FailureLog::write);

  private FailureLog() {}

  /** A log that is ready to write. */
  public static FailureLog start() {
    FailureLog log = new FailureLog();
    log.spool.start();
    return log;
  }

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    spool.put(new Failure(exchange.route().name(), exchange.id().toString(), failure));
  }

  private static void write(Failure failure) {
    LOG.log(
        Level.ERROR,
        "route %s failed (request %s)".formatted(failure.route, failure.request),
        failure.cause);
  }

  /** How many faults were dropped because they could not be logged fast enough. */
  public long dropped() {
    return spool.dropped();
  }

  /** Ends the log once all is written that was logged; gives up on a stderr that takes nothing. */
  public void close() {
    if (spool.close() && dropped() > 0) {
      LOG.log(Level.WARNING, "the log lacks {0} faults of handlers", dropped());
    }
  }
}
