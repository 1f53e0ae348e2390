package io.heddle.app.metrics;

import io.heddle.connection.Phase;
import io.heddle.exchange.Exchange;
import io.heddle.exchange.Observer;
import io.heddle.http.HttpException;
import io.heddle.http.Status;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The meters of the protocol: requests, protocol errors and timeouts. */
public final class HttpMetrics implements Observer {
  /** Limits the number of series, since a site may invent any number of reasons. */
  private static final int MAX_REASONS = 64;

  private static final Refusal OTHER = new Refusal(Status.BAD_REQUEST, "other");

  private record Refusal(Status status, String reason) {}

  private final MeterRegistry registry;
  private final RequestTimers timers;
  private final LongAdder begun = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final Map<Phase, Counter> timedOut = new EnumMap<>(Phase.class);
  private final Map<Refusal, Counter> errors = new ConcurrentHashMap<>();

  HttpMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.timers = new RequestTimers(registry);
    Gauge.builder(RequestTimers.NAME + ".active", this, HttpMetrics::active)
        .description(
            "Requests that are not answered immediately and whose response is not complete")
        .register(registry);
    for (Phase phase : Phase.values()) {
      if (phase != Phase.CLOSED && phase != Phase.UPSTREAM) {
        timedOut.put(phase, timedOut(phase));
      }
    }
  }

  private Counter timedOut(Phase phase) {
    return Counter.builder("heddle.connections.timed.out")
        .description("Connections that exceeded the timeout of their phase")
        .tag("reason", phase.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }

  private long active() {
    return Math.max(0, begun.sum() - ended.sum());
  }

  @Override
  public void delayed() {
    begun.increment();
  }

  @Override
  public void responded(Exchange exchange) {
    if (exchange.isDelayed()) {
      ended.increment();
    }
    if (!exchange.isRefused()) {
      exchange.head().ifPresent(head -> timers.record(exchange, head.method()));
    }
  }

  @Override
  public void abandoned(Exchange exchange) {
    if (exchange.isDelayed()) {
      ended.increment();
    }
  }

  @Override
  public void expired(Phase phase) {
    Counter counter = timedOut.get(phase);
    if (counter != null) {
      counter.increment();
    }
  }

  @Override
  public void refused(HttpException refusal) {
    if (breaksTheRules(refusal.status())) {
      error(refusal).increment();
    }
  }

  /** A timeout, or a server that is full or has failed, breaks no rule. */
  private static boolean breaksTheRules(Status status) {
    return !status.equals(Status.REQUEST_TIMEOUT)
        && (status.code() < 500
            || status.equals(Status.NOT_IMPLEMENTED)
            || status.equals(Status.VERSION_NOT_SUPPORTED));
  }

  private Counter error(HttpException exception) {
    Refusal refusal = new Refusal(exception.status(), exception.reason());
    Counter counter = errors.get(refusal);
    if (counter == null) {
      Refusal counted = errors.size() < MAX_REASONS ? refusal : OTHER;
      counter = errors.computeIfAbsent(counted, this::register);
    }
    return counter;
  }

  private Counter register(Refusal refusal) {
    return Counter.builder("heddle.protocol.errors")
        .description("Requests that broke the rules of HTTP in their head or content")
        .tag("status", Integer.toString(refusal.status.code()))
        .tag("reason", refusal.reason)
        .register(registry);
  }
}
