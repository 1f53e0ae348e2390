package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SummaryTest {
  private static Summary of(LogSample sample) throws IOException {
    try (SimulationLog log = LogSample.open(sample.bytes())) {
      return Summary.of(log);
    }
  }

  @Test
  void percentilesAreThoseOfOneToThousandMilliseconds() throws IOException {
    LogSample sample = LogSample.of("a.B");
    for (int millis = 1; millis <= 1_000; millis++) {
      sample.request("a", 0, millis, true);
    }
    ResponseTimes times = of(sample).all();
    assertThat(times.count()).isEqualTo(1_000);
    assertThat(times.meanMillis()).isEqualTo(500.5);
    assertThat(times.percentileMillis(50)).isEqualTo(500);
    assertThat(times.percentileMillis(95)).isEqualTo(950);
    assertThat(times.percentileMillis(99)).isEqualTo(990);
    assertThat(times.percentileMillis(99.9)).isEqualTo(999);
    assertThat(times.maxMillis()).isEqualTo(1_000);
  }

  @Test
  void noPercentileIsAboveTheLongestTime() throws IOException {
    ResponseTimes times = of(LogSample.of("a.B").request("a", 0, 100_001, true)).all();
    assertThat(times.maxMillis()).isEqualTo(100_001);
    assertThat(times.percentileMillis(50)).isLessThanOrEqualTo(100_001);
  }

  @Test
  void countsFailuresByNameAndInTotal() throws IOException {
    Summary summary =
        of(
            LogSample.of("a.B")
                .request("good", 0, 1, true)
                .request("bad", 0, 1, true)
                .request("bad", 0, 70, false)
                .request("good", 0, 1, true));
    assertThat(summary.all().failed()).isEqualTo(1);
    assertThat(summary.byName().keySet()).containsExactly("good", "bad");
    assertThat(summary.byName().get("good")).returns(2L, ResponseTimes::count);
    assertThat(summary.byName().get("good")).returns(0L, ResponseTimes::failed);
    assertThat(summary.byName().get("bad")).returns(1L, ResponseTimes::failed);
    assertThat(summary.byName().get("bad")).returns(70L, ResponseTimes::maxMillis);
  }

  @Test
  void requestsOfOneNameInTwoGroupsAreTwo() throws IOException {
    Summary summary =
        of(
            LogSample.of("a.B")
                .request(List.of("g", "h"), "a", 0, 1, true, "")
                .request(List.of("i"), "a", 0, 1, true, ""));
    assertThat(summary.byName().keySet()).containsExactly("g / h / a", "i / a");
  }

  @Test
  void theRateIsOverTheTimeFromTheFirstStartToTheLastEnd() throws IOException {
    LogSample sample = LogSample.of("a.B", "s").user(0, true, 0);
    for (int i = 0; i < 100; i++) {
      sample.request("a", 10_000 + i * 20, 10_000 + i * 20 + 20, true);
    }
    assertThat(of(sample.user(0, false, 60_000)).perSecond()).isEqualTo(50.0);
  }

  @Test
  void aLogWithoutRequestsHasNoneAndNoRate() throws IOException {
    Summary summary = of(LogSample.of("a.B").fault("x", 1).fault("x", 2));
    assertThat(summary.all().count()).isZero();
    assertThat(summary.all().meanMillis()).isZero();
    assertThat(summary.perSecond()).isZero();
    assertThat(summary.faults()).isEqualTo(2);
  }

  @Test
  void theRateOfTheLongestPossibleRunDoesNotOverflow() throws IOException {
    Summary summary = of(LogSample.of("a.B").request("a", -1_000, Integer.MAX_VALUE, true));
    assertThat(summary.perSecond()).isBetween(4e-7, 5e-7);
    assertThat(summary.all().maxMillis()).isEqualTo(Integer.MAX_VALUE);
  }
}
