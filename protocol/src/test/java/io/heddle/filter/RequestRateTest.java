package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests a client may send. */
class RequestRateTest {
  private static final Handler OK = Handler.immediate(_ -> Response.of(Status.OK));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private InetAddress client = InetAddress.ofLiteral("192.0.2.1");

  private RequestRate limit(double perSecond, int burst) {
    return new RequestRate(perSecond, burst, _ -> client, nanos::get);
  }

  private Response send(RequestRate limit) throws Exception {
    return limit.filter(HeadOf.get("/").request(), OK);
  }

  private int accepted(RequestRate limit, int requests) throws Exception {
    int accepted = 0;
    for (int i = 0; i < requests; i++) {
      accepted += send(limit).status().equals(Status.OK) ? 1 : 0;
    }
    return accepted;
  }

  private void pause(long millis) {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
  }

  @Test
  void afterABurstThereIsOneRequestPerInterval() throws Exception {
    RequestRate limit = limit(10, 5);
    assertThat(accepted(limit, 20)).isEqualTo(5);
    pause(99);
    assertThat(accepted(limit, 3)).isZero();
    pause(1);
    assertThat(accepted(limit, 3)).isEqualTo(1);
    pause(300);
    assertThat(accepted(limit, 10)).isEqualTo(3);
    pause(60_000);
    assertThat(accepted(limit, 20)).isEqualTo(5);
  }

  @Test
  void aRefusalSaysWhenToTryAgain() throws Exception {
    RequestRate limit = limit(0.2, 1);
    assertThat(accepted(limit, 1)).isEqualTo(1);
    pause(1_500);
    Response refusal = send(limit);
    assertThat(refusal.status().code()).isEqualTo(429);
    assertThat(refusal.first(HeaderName.RETRY_AFTER)).contains("4");
    pause(3_500);
    assertThat(accepted(limit, 2)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8::1, 2001:db8::ffff:0:0:1, true",
    "2001:db8::1, 2001:db8:0:1::1, false"
  })
  void aClientIsAnAddressOrANetwork(String one, String other, boolean areSame) throws Exception {
    RequestRate limit = limit(1, 1);
    client = InetAddress.ofLiteral(one);
    assertThat(accepted(limit, 1)).isEqualTo(1);
    client = InetAddress.ofLiteral(other);
    assertThat(accepted(limit, 1)).isEqualTo(areSame ? 0 : 1);
  }

  @Test
  void manyThreadsTogetherGetNoMoreThanTheBurst() throws Exception {
    RequestRate limit = limit(0.001, 100);
    AtomicInteger accepted = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(
          Thread.startVirtualThread(
              () -> {
                try {
                  accepted.addAndGet(accepted(limit, 1_000));
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(accepted).hasValue(100);
  }

  @Test
  void refusesLimitsThatAllowNothing() {
    assertThatThrownBy(() -> limit(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limit(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> limit(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
