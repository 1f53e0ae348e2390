package io.heddle.app.metrics;

import io.heddle.exchange.Exchange;
import io.heddle.http.Method;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * {@code http.server.requests}: a timer for each route, method and status. Each timer is looked up
 * in the registry only once, because a lookup by tags costs more than a recording. Later requests
 * find it by route, method and status.
 */
final class RequestTimers {
  static final String NAME = "http.server.requests";

  /** The value of a tag that has no other value. */
  private static final String NONE = "none";

  private static final String UNKNOWN = "UNKNOWN";
  private static final int STATUSES = 600;

  private static final Duration[] BUCKETS =
      DoubleStream.of(0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToObj(millis -> Duration.ofNanos((long) (millis * 1e6)))
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, RouteTimers> timersByRoute = new ConcurrentHashMap<>();

  RequestTimers(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Records a request whose response is complete. */
  void record(Exchange exchange, Method method) {
    timer(exchange, method).record(exchange.durationNanos(), TimeUnit.NANOSECONDS);
  }

  private Timer timer(Exchange exchange, Method method) {
    String route = exchange.route().template();
    int status = exchange.status().code();
    Throwable failure = exchange.failure();
    if (failure != null) {
      return register(route, method, status, outcome(500), nameOf(failure));
    }
    RouteTimers timers = timersByRoute.get(route);
    if (timers == null) {
      timers = timersByRoute.computeIfAbsent(route, _ -> new RouteTimers());
    }
    AtomicReferenceArray<@Nullable Timer> byStatus = timers.of(method);
    Timer timer = byStatus.getAcquire(status);
    if (timer == null) {
      timer = register(route, method, status, outcome(status), NONE);
      byStatus.setRelease(status, timer);
    }
    return timer;
  }

  /** The timers of a route: an array per method, indexed by status. */
  private static final class RouteTimers {
    private final Map<Method, AtomicReferenceArray<@Nullable Timer>> byMethod =
        new ConcurrentHashMap<>();

    AtomicReferenceArray<@Nullable Timer> of(Method method) {
      AtomicReferenceArray<@Nullable Timer> timers = byMethod.get(method);
      return timers == null
          ? byMethod.computeIfAbsent(method, _ -> new AtomicReferenceArray<>(STATUSES))
          : timers;
    }
  }

  private static String nameOf(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return name.isEmpty() ? failure.getClass().getName() : name;
  }

  private Timer register(
      String route, Method method, int status, String outcome, String exception) {
    return Timer.builder(NAME)
        .description("Time from the complete head of a request to its complete response")
        .tag("method", method.name())
        .tag("uri", route)
        .tag("status", Integer.toString(status))
        .tag("outcome", outcome)
        .tag("exception", exception)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private static String outcome(int status) {
    return switch (status / 100) {
      case 2 -> "SUCCESS";
      case 3 -> "REDIRECTION";
      case 4 -> "CLIENT_ERROR";
      case 5 -> "SERVER_ERROR";
      default -> UNKNOWN;
    };
  }
}
