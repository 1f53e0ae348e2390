package io.heddle.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.heddle.http.Blocking;
import io.heddle.http.ClientKey;
import io.heddle.http.Filter;
import io.heddle.http.Handler;
import io.heddle.http.HeaderName;
import io.heddle.http.Request;
import io.heddle.http.RequestHead;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A filter that limits how many requests per second each client may send. Others get 429 with
 * Retry-After (RFC 6585 section 4). A client is an IPv4 address, or an IPv6 network of 64 bits,
 * which a provider gives to one customer.
 *
 * <p>The limit is a leaky bucket: after a pause, a client may send a burst at once, and then one
 * request per interval.
 */
public final class RequestRate implements Filter {
  /** The addresses of this many clients are remembered; some 200 bytes each. */
  private static final int MAX_CLIENTS = 100_000;

  private static final Status TOO_MANY_REQUESTS = Status.of(429);
  private static final long MAX_NANOS = Duration.ofDays(365).toNanos();
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final long intervalNanos;
  private final long toleranceNanos;
  private final Function<RequestHead, InetAddress> clients;
  private final LongSupplier nanoTime;

  /** For each client, when its bucket is empty. */
  private final Cache<ByteBuffer, AtomicLong> buckets;

  /**
   * A limit.
   *
   * @param perSecond requests per second, more than 0
   * @param burst how many requests a client may send at once after a pause, at least 1
   * @param clients the address of a request's client
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public RequestRate(
      double perSecond,
      int burst,
      Function<RequestHead, InetAddress> clients,
      LongSupplier nanoTime) {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException(
          "the rate is " + perSecond + " and the burst " + burst + ", but both must be positive");
    }
    this.intervalNanos = Math.clamp((long) (SECOND_NANOS / perSecond), 1, MAX_NANOS);
    this.toleranceNanos = Math.min(MAX_NANOS, saturated(intervalNanos, burst - 1L));
    this.clients = clients;
    this.nanoTime = nanoTime;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MAX_CLIENTS)
            .expireAfterAccess(Duration.ofNanos(intervalNanos + toleranceNanos))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  @Override
  public Blocking blocking() {
    return Blocking.NEVER;
  }

  @Override
  public Response filter(Request request, Handler next) throws IOException, InterruptedException {
    long waitNanos = waitNanos(ClientKey.of(clients.apply(request.head())));
    if (waitNanos == 0) {
      return next.handle(request);
    }
    long seconds = Math.ceilDiv(waitNanos, SECOND_NANOS);
    return Response.error(TOO_MANY_REQUESTS, "you have sent too many requests; wait a little")
        .with(HeaderName.RETRY_AFTER, Long.toString(seconds));
  }

  /** How long a client has to wait; if not at all, its request is counted. */
  private long waitNanos(ByteBuffer client) {
    long now = nanoTime.getAsLong();
    AtomicLong bucket = buckets.get(client, _ -> new AtomicLong(now));
    while (true) {
      long empty = bucket.get();
      long ahead = Math.max(0, empty - now);
      if (ahead > toleranceNanos) {
        return ahead - toleranceNanos;
      }
      if (bucket.compareAndSet(empty, now + ahead + intervalNanos)) {
        return 0;
      }
    }
  }

  private static long saturated(long a, long b) {
    return a > MAX_NANOS / Math.max(1, b) ? MAX_NANOS : a * b;
  }
}
