package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.study.MadeUpResult;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether the generator and the backend together were the limit. */
final class SharedProcessorsTest {
  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  private static final long MILLI = 1_000_000;

  /** A window of a second, in which the generator used so much of a processor. */
  private static LoadResult result(long generatorMillis, @Nullable String limit) {
    return new MadeUpResult()
        .window(START, 1_000 * MILLI)
        .cpu(generatorMillis * MILLI)
        .limit(limit)
        .build();
  }

  /** A backend that uses so much of a processor in the window, and all of one before and after. */
  private static List<CpuWatch.Reading> backend(long millisInWindow) {
    return List.of(
        reading(-1_000, 0),
        reading(-500, 500),
        reading(0, 1_000),
        reading(500, 1_000 + millisInWindow / 2),
        reading(1_000, 1_000 + millisInWindow),
        reading(1_500, 1_500 + millisInWindow));
  }

  private static CpuWatch.Reading reading(long atMillis, long cpuMillis) {
    return new CpuWatch.Reading(START.plusMillis(atMillis), cpuMillis * MILLI, 0);
  }

  @Test
  void bothTogetherCanBeTheLimitThoughNeitherIs() {
    LoadResult judged = SharedProcessors.judged(result(500, null), backend(450), 1);
    assertThat(judged.limit())
        .isEqualTo(
            "the generator and the process that handlers wait for used 95 % of their processors:"
                + " give them more with --load-cpus");
    assertThat(judged)
        .usingRecursiveComparison()
        .ignoringFields("limit", "limitedBy")
        .isEqualTo(result(500, null));
  }

  @Test
  void onlyTheWindowCounts() {
    LoadResult result = result(500, null);
    assertThat(SharedProcessors.judged(result, backend(390), 1)).isSameAs(result);
  }

  @Test
  void moreProcessorsAreNoLimit() {
    LoadResult result = result(500, null);
    assertThat(SharedProcessors.judged(result, backend(450), 2)).isSameAs(result);
    assertThat(SharedProcessors.judged(result(1_000, null), backend(900), 2).limit())
        .contains("used 95 % of their processors");
  }

  @Test
  void aLimitThatIsKnownStays() {
    LoadResult result = result(500, "it was late");
    assertThat(SharedProcessors.judged(result, backend(450), 1)).isSameAs(result);
  }

  /** Handlers that get no answer from the backend are slow too. */
  @Test
  void theBackendMayBeWhyAServerIsSlow() {
    LoadResult slow =
        new MadeUpResult()
            .window(START, 1_000 * MILLI)
            .cpu(500 * MILLI)
            .limit("each connection had 1 response", Side.SERVER)
            .build();
    assertThat(SharedProcessors.judged(slow, backend(390), 1)).isSameAs(slow);
    assertThat(SharedProcessors.judged(slow, backend(450), 1).limitedBy())
        .isEqualTo(Side.GENERATOR);
  }

  @Test
  void withoutReadingsTheGeneratorsOwnTimeCounts() {
    List<CpuWatch.Reading> few = List.of(reading(-50, 0), reading(50, 50), reading(1_050, 1_050));
    LoadResult result = result(500, null);
    assertThat(SharedProcessors.judged(result, few, 1)).isSameAs(result);
    assertThat(SharedProcessors.judged(result(950, null), few, 1).limit()).contains("95 %");
  }
}
