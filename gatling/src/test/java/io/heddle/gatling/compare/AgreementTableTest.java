package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** The tables of bin/compare agreement, which go into the documentation as they are. */
final class AgreementTableTest {
  private static AgreementTable.Entry entry(String engine, long millis) {
    Histogram log = new Histogram(3);
    log.recordValueWithCount(millis, 100);
    Histogram nanos = new Histogram(60_000_000_000L, 3);
    nanos.recordValueWithCount(500_000, 100);
    ServerTimes server =
        new ServerTimes(
            200, 0.05, new TreeMap<>(Map.of(0.0005, 190.0, 0.01, 200.0, Double.MAX_VALUE, 200.0)));
    return new AgreementTable.Entry(
        engine,
        "/x",
        List.of(
            View.of("log", 10, log, 1),
            View.of("study", 9.96, nanos, 1e-6),
            View.of("server", 20, server)),
        List.of(new AgreementTable.Cpu(98.25, 100), new AgreementTable.Cpu(1, 2)),
        Optional.empty());
  }

  @Test
  void everyEngineHasItsRowsUnderTheSameViews() {
    assertThat(AgreementTable.times(List.of(entry("epoll", 0), entry("vthreads", 21))))
        .isEqualTo(
            """
            | /x | log | study | server |
            |---|---|---|---|
            | epoll, requests/s | 10.0 | 10.0 | 10.0 |
            | epoll, mean ms | 0.00 | 0.50 | 0.25 |
            | epoll, p50 ms | < 1.0 | 0.50 | < 0.5 |
            | epoll, p99 ms | < 1.0 | 0.50 | 8.10 |
            | vthreads, requests/s | 10.0 | 10.0 | 10.0 |
            | vthreads, mean ms | 21.00 | 0.50 | 0.25 |
            | vthreads, p50 ms | 21 | 0.50 | < 0.5 |
            | vthreads, p99 ms | 21 | 0.50 | 8.10 |
            """);
  }

  @Test
  void everyEngineAndLoadHasItsCpuTime() {
    assertThat(AgreementTable.cpu(List.of(entry("epoll", 1), entry("vthreads", 1))))
        .isEqualTo(
            """
            | CPU us per request | Gatling: metrics | `/proc` | study: metrics | `/proc` |
            |---|---|---|---|---|
            | epoll, /x | 98.3 | 100.0 | 1.0 | 2.0 |
            | vthreads, /x | 98.3 | 100.0 | 1.0 | 2.0 |
            """);
  }
}
