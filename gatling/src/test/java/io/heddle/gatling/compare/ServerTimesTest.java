package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class ServerTimesTest {
  private static final Offset<Double> EXACT = within(1e-9);

  private static ServerTimes times(String metrics) {
    return ServerTimes.of(new Metrics(URI.create("http://127.0.0.1:1/metrics"), metrics));
  }

  private static final ServerTimes BEFORE =
      times(
          """
          http_server_requests_seconds_bucket{uri="/a",le="5.0E-4"} 10
          http_server_requests_seconds_bucket{uri="/a",le="0.001"} 10
          http_server_requests_seconds_bucket{uri="/a",le="+Inf"} 10
          http_server_requests_seconds_count{uri="/a"} 10
          http_server_requests_seconds_sum{uri="/a"} 0.003
          http_server_requests_seconds_max{uri="/a"} 9.0
          """);

  private static final ServerTimes AFTER =
      times(
          """
          http_server_requests_seconds_bucket{uri="/a",le="5.0E-4"} 50
          http_server_requests_seconds_bucket{uri="/a",le="0.001"} 80
          http_server_requests_seconds_bucket{uri="/a",le="+Inf"} 90
          http_server_requests_seconds_bucket{uri="/b",le="5.0E-4"} 10
          http_server_requests_seconds_bucket{uri="/b",le="0.001"} 20
          http_server_requests_seconds_bucket{uri="/b",le="+Inf"} 20
          http_server_requests_seconds_count{uri="/a"} 90
          http_server_requests_seconds_count{uri="/b"} 20
          http_server_requests_seconds_sum{uri="/a"} 0.083
          http_server_requests_seconds_sum{uri="/b"} 0.020
          """);

  @Test
  void theMeanIsOfWhatWasAddedOnAllPages() {
    ServerTimes added = AFTER.since(BEFORE);
    assertThat(added.count()).isEqualTo(100);
    assertThat(added.meanMillis()).isCloseTo(1.0, EXACT);
  }

  @Test
  void aQuantileIsWithinItsBucket() {
    ServerTimes added = AFTER.since(BEFORE);
    // 50 requests took at most 0.5 ms, 40 more at most 1 ms, 10 longer.
    assertThat(added.quantileMillis(0.5)).isCloseTo(0.5, EXACT);
    assertThat(added.quantileMillis(0.7)).isCloseTo(0.75, EXACT);
    assertThat(added.quantileMillis(0.9)).isCloseTo(1.0, EXACT);
    assertThat(added.finestMillis()).isCloseTo(0.5, EXACT);
  }

  @Test
  void aQuantileAboveTheLastLimitIsThatLimit() {
    assertThat(AFTER.since(BEFORE).quantileMillis(0.99)).isCloseTo(1.0, EXACT);
  }
}
