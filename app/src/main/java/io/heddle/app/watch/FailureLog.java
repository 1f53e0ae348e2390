package io.heddle.app.watch;

import io.heddle.connection.Exchange;
import io.heddle.connection.Observer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Logs the faults of handlers, each once with its stack. */
public final class FailureLog implements Observer {
  private static final Logger LOG = System.getLogger(FailureLog.class.getName());

  public FailureLog() {}

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    LOG.log(Level.ERROR, "route " + exchange.route().name() + " failed", failure);
  }
}
