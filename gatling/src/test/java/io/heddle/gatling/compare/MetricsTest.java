package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final Metrics METRICS =
      new Metrics(
          URI.create("http://127.0.0.1:1/metrics"),
          """
          # HELP open connections
          open 7.0
          bytes_total{engine="epoll",kind="in"} 1.5E3
          bytes_total{engine="epoll",kind="out"} 500.0
          bytes_total_more{engine="epoll"} 9.0
          """);

  @Test
  void addsUpAllSeriesOfAMetric() throws CompareException {
    assertThat(METRICS.sum("bytes_total")).isEqualTo(2_000);
    assertThat(METRICS.whole("open")).isEqualTo(7);
    assertThat(METRICS.sum("none")).isZero();
  }

  @Test
  void aMetricThatIsMissingIsReported() {
    assertThatThrownBy(() -> METRICS.whole("none"))
        .hasMessage("http://127.0.0.1:1/metrics has no none");
  }
}
