package io.heddle.app;

import io.heddle.app.log.AccessLog;
import io.heddle.app.log.FailureLog;
import io.heddle.app.metrics.Totals;
import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.http.HttpException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Passes each event of the protocol to the observers that need it. A list of observers would cost
 * every request a dozen calls that the compiler cannot inline.
 */
final class ObserverGroup implements Observer {
  private final Totals totals;
  private final FailureLog failures;
  private final @Nullable AccessLog accessLog;
  private final @Nullable Observer metrics;

  /** A group of these observers. */
  ObserverGroup(
      Totals totals,
      FailureLog failures,
      Optional<AccessLog> accessLog,
      Optional<? extends Observer> metrics) {
    this.totals = totals;
    this.failures = failures;
    this.accessLog = accessLog.orElse(null);
    this.metrics = metrics.orElse(null);
  }

  @Override
  public void opened() {
    totals.opened();
  }

  @Override
  public void closed() {
    totals.closed();
  }

  @Override
  public void received(long bytes) {
    totals.received(bytes);
  }

  @Override
  public void sent(long bytes) {
    totals.sent(bytes);
  }

  @Override
  public void delayed() {
    if (metrics != null) {
      metrics.delayed();
    }
  }

  @Override
  public void responded(Exchange exchange) {
    totals.responded(exchange);
    if (metrics != null) {
      metrics.responded(exchange);
    }
    if (accessLog != null) {
      accessLog.responded(exchange);
    }
  }

  @Override
  public void abandoned(Exchange exchange) {
    if (metrics != null) {
      metrics.abandoned(exchange);
    }
  }

  @Override
  public void refused(HttpException refusal) {
    if (metrics != null) {
      metrics.refused(refusal);
    }
  }

  @Override
  public void expired(Phase phase) {
    if (metrics != null) {
      metrics.expired(phase);
    }
  }

  @Override
  public void failed(Exchange exchange, Throwable failure) {
    failures.failed(exchange, failure);
  }
}
