package io.heddle.app.routes;

import io.heddle.http.Handler;
import io.heddle.http.HttpException;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.proxy.Balance;
import io.heddle.proxy.Proxy;
import io.heddle.proxy.ProxyRules;
import io.heddle.proxy.Upstream;
import io.heddle.proxy.UpstreamLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The same as {@link Work}, except that a request that waits is answered by another server, so the
 * wait is a real one. Computing stays here, before the wait.
 */
final class RelayedWork implements PreparingHandler {
  /** Longer than any wait. */
  private static final Duration MAX_WAIT = Duration.ofMinutes(2);

  /** So long that no connection is closed while something else is measured. */
  private static final Duration IDLE = Duration.ofHours(1);

  /** More than there are requests at a time, so that no request needs a new connection. */
  private static final int MAX_IDLE = 100_000;

  /** It has one server, which is tried again at once. */
  private static final UpstreamLimits LIMITS =
      UpstreamLimits.STANDARD
          .withTimes(UpstreamLimits.STANDARD.connect(), MAX_WAIT, MAX_WAIT)
          .withIdle(IDLE, MAX_IDLE)
          .withFails(0, UpstreamLimits.STANDARD.failPause());

  private final Work work = new Work();
  private final Proxy proxy;

  /**
   * A handler.
   *
   * @param path of this handler
   * @param waitingPath the path at which the other server waits
   */
  RelayedWork(Upstream.Address server, String path, String waitingPath) {
    Upstream upstream =
        new Upstream(List.of(server), LIMITS, Balance.ROUND_ROBIN, System::nanoTime);
    this.proxy = new Proxy(upstream, new ProxyRules(path, Optional.of(waitingPath), false));
  }

  @Override
  public Response handle(Request request) throws IOException, InterruptedException {
    WorkOrder order = WorkOrder.of(request.head());
    if (!order.waits()) {
      return work.handle(request);
    }
    if (order.computes()) {
      Spinning.spinUnused(order.steps());
    }
    return proxy.handle(request);
  }

  /** Only computing needs a thread. */
  @Override
  public Handler prepare(RequestHead head) {
    try {
      WorkOrder order = WorkOrder.of(head);
      return order.waits() && !order.computes() ? proxy : this;
    } catch (HttpException _) {
      // the call refuses it
      return this;
    }
  }
}
