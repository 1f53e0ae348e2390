package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.data.LoadResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a surge is over for clients, with latencies that are known. */
final class RecoveryTest {
  private static final int BEFORE = 15;
  private static final int LENGTH = 10;

  private static List<LoadResult.Slice> slices(int count, long millis) {
    return Collections.nCopies(count, new LoadResult.Slice(100, 100, 100, millis * 1_000_000));
  }

  /** A load with a surge, and then slices with these medians in milliseconds; "-" is endless. */
  private static OptionalDouble recovery(long calmMillis, String after) {
    List<LoadResult.Slice> slices = new ArrayList<>(slices(BEFORE, calmMillis));
    slices.addAll(slices(LENGTH, 900));
    for (String median : after.split(" ", -1)) {
      slices.addAll(
          median.equals("-")
              ? List.of(new LoadResult.Slice(100, 40, 40, null))
              : slices(1, Long.parseLong(median)));
    }
    return new Recovery(0.1, BEFORE, LENGTH).seconds(slices);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 10 10 10 10, 0.1",
    "5, 900 11 10 10 10, 0.3",
    "5, - - 9 8 7, 0.3",
    "5, 10 10 11 10 10 10, 0.4",
    "5, 10 - 10 10 - 10 10 10, 0.6",
    "1, 2 2 2, 0.1",
    "0, 2 2 2, 0.1",
    "0, 3 3 2 2 2, 0.3",
  })
  void itIsTheEndOfTheFirstSliceThatIsFastAndStaysSo(long calm, String after, double seconds) {
    assertThat(recovery(calm, after).orElseThrow()).isCloseTo(seconds, within(1e-9));
  }

  /** Otherwise a server that never recovers would have no figure, and no bad one. */
  @ParameterizedTest
  @CsvSource({"- - - - -, 0.5", "900 900 900, 0.3", "900 900 10 10, 0.4"})
  void withoutRecoveryItIsTheEndOfTheLoad(String after, double seconds) {
    assertThat(recovery(5, after).orElseThrow()).isCloseTo(seconds, within(1e-9));
  }

  @Test
  void aServerThatWasTooSlowBeforeHasNone() {
    List<LoadResult.Slice> slices =
        new ArrayList<>(Collections.nCopies(BEFORE, new LoadResult.Slice(100, 40, 40, null)));
    slices.addAll(slices(LENGTH + 5, 10));
    assertThat(new Recovery(0.1, BEFORE, LENGTH).seconds(slices)).isEmpty();
  }
}
