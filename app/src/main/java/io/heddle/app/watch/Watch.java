package io.heddle.app.watch;

import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.http.HttpException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that looks on. Each is told only of what it looks at, and by name: a list of observers would
 * cost every request a dozen calls that no compiler can see through.
 */
public final class Watch implements Observer {
  private final Statistics statistics;
  private final FailureLog failures;
  private final @Nullable AccessLog accessLog;
  private final @Nullable Observer metrics;

  /** One that tells all of these. */
  public Watch(
      Statistics statistics,
      FailureLog failures,
      Optional<AccessLog> accessLog,
      Optional<? extends Observer> metrics) {
    this.statistics = statistics;
    this.failures = failures;
    this.accessLog = accessLog.orElse(null);
    this.metrics = metrics.orElse(null);
  }

  @Override
  public void opened() {
    statistics.opened();
  }

  @Override
  public void closed() {
    statistics.closed();
  }

  @Override
  public void received(long octets) {
    statistics.received(octets);
  }

  @Override
  public void sent(long octets) {
    statistics.sent(octets);
  }

  @Override
  public void delayed() {
    if (metrics != null) {
      metrics.delayed();
    }
  }

  @Override
  public void responded(Exchange exchange) {
    statistics.responded(exchange);
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
