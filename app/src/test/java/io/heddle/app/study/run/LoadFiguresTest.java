package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.MadeUpResult;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Latencies;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.plan.RequestKind;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients have seen: a request without a response has taken forever. */
final class LoadFiguresTest {
  /** Latencies of 1 to 1,000 ms, each once. */
  private static Histogram latencies() {
    Histogram latencies = new Histogram(3);
    for (int millis = 1; millis <= 1_000; millis++) {
      latencies.recordValue(millis * 1_000_000L);
    }
    return latencies;
  }

  private static Map<Figure, Double> figures(long unanswered) {
    return LoadFigures.of(new MadeUpResult().latency(latencies()).unanswered(unanswered).build());
  }

  @ParameterizedTest
  @CsvSource({"0, 500, 900", "100, 550, 990", "800, 900,"})
  void aPercentileCountsUnansweredRequests(long unanswered, double p50, Double p90) {
    Map<Figure, Double> figures = figures(unanswered);
    assertThat(figures.get(Figure.LATENCY_P50)).isBetween(p50 / 1_000 * 0.99, p50 / 1_000 * 1.01);
    if (p90 == null) {
      assertThat(figures).doesNotContainKey(Figure.LATENCY_P90);
    } else {
      assertThat(figures.get(Figure.LATENCY_P90)).isBetween(p90 / 1_000 * 0.99, p90 / 1_000 * 1.01);
    }
  }

  /** 1 % of the requests may be the slowest ones: the percentile is the slowest of the others. */
  @ParameterizedTest
  @CsvSource({"10, true", "12, false"})
  void aPercentileThatFallsAmongUnansweredRequestsIsNone(long unanswered, boolean isKnown) {
    assertThat(figures(unanswered).containsKey(Figure.LATENCY_P99)).isEqualTo(isKnown);
  }

  @Test
  void theLongestLatencyIsKnownOnlyIfAllRequestsWereAnswered() {
    assertThat(figures(0)).containsKey(Figure.LATENCY_MAX);
    assertThat(figures(1)).doesNotContainKey(Figure.LATENCY_MAX);
  }

  /** One request was sent so late that its latency may be the generator's. */
  @Test
  void theSlowestRequestsDoNotShowThatTheGeneratorWasLate() {
    Histogram latencies = new Histogram(3);
    Histogram lateness = new Histogram(3);
    latencies.recordValueWithCount(1_000_000, 19_990);
    latencies.recordValueWithCount(20_000_000, 10);
    lateness.recordValueWithCount(1_000, 19_999);
    lateness.recordValue(10_000_000);
    Map<Figure, Double> once =
        LoadFigures.of(
            new MadeUpResult().latency(latencies).lateness(lateness).unanswered(0).build());
    assertThat(once)
        .containsKeys(Figure.LATENCY_P99, Figure.LATENCY_P999)
        .doesNotContainKey(Figure.LATENCY_MAX);
    lateness.recordValueWithCount(10_000_000, 30);
    Map<Figure, Double> often =
        LoadFigures.of(
            new MadeUpResult().latency(latencies).lateness(lateness).unanswered(0).build());
    assertThat(often)
        .containsKey(Figure.LATENCY_P99)
        .doesNotContainKeys(Figure.LATENCY_P999, Figure.LATENCY_MAX);
  }

  /** A figure may also be missing because the generator was late, or there were few responses. */
  @Test
  void aLatencyIsEndlessOnlyIfItFallsAmongUnansweredRequests() {
    LoadResult few = new MadeUpResult().latency(latencies()).unanswered(2).build();
    assertThat(Latencies.isEndless(few, Figure.LATENCY_P99)).isFalse();
    assertThat(Latencies.isEndless(few, Figure.LATENCY_P999)).isTrue();
    assertThat(Latencies.isEndless(few, Figure.LATENCY_MAX)).isTrue();
    assertThat(Latencies.isEndless(few, Figure.THROUGHPUT)).isFalse();
    LoadResult none = new MadeUpResult().latency(latencies()).unanswered(0).build();
    assertThat(Latencies.isEndless(none, Figure.LATENCY_MAX)).isFalse();
  }

  @Test
  void bystandersCountTheirOwnUnansweredRequests() {
    for (long unanswered : new long[] {0, 500}) {
      LoadResult result =
          new MadeUpResult()
              .latency(latencies())
              .label(RequestKind.BYSTANDER, unanswered, latencies())
              .build();
      assertThat(LoadFigures.of(result).containsKey(Figure.BYSTANDER_P99))
          .isEqualTo(unanswered == 0);
    }
  }
}
