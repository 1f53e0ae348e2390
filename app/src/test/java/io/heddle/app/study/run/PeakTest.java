package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.study.MadeUpResult;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The peak of a server, and what its shares mean. */
final class PeakTest {
  private static final Session.Outcome OUTCOME = outcome(new MadeUpResult().build());

  private static Session.Outcome outcome(LoadResult result) {
    return new Session.Outcome(Map.of(), result);
  }

  private static LoadResult rate(double perSecond) {
    return new MadeUpResult().responsesPerSecond(perSecond).build();
  }

  private static LoadResult limited(double perSecond, Side side) {
    return new MadeUpResult().responsesPerSecond(perSecond).limit("it was late", side).build();
  }

  @Test
  void itIsTheMedian() throws Exception {
    Peak peak = Peak.of(List.of(rate(300), rate(100), rate(200)));
    assertThat(peak).isEqualTo(new Peak(200, null));
    assertThat(peak.shared(OUTCOME)).isSameAs(OUTCOME);
  }

  /** The generator could not do more, so nobody knows what a share of the peak is. */
  @Test
  void aShareOfAPeakThatTheGeneratorLimitedDoesNotCount() throws Exception {
    Peak peak =
        Peak.of(List.of(rate(300), limited(200, Side.GENERATOR), limited(100, Side.SERVER)));
    assertThat(peak.shared(OUTCOME).result())
        .satisfies(
            result -> {
              assertThat(result.limit())
                  .isEqualTo("while the server's peak was measured, it was late");
              assertThat(result.limitedBy()).isEqualTo(Side.GENERATOR);
            });
    Session.Outcome slow = outcome(limited(1, Side.SERVER));
    assertThat(peak.shared(slow)).isSameAs(slow);
  }

  @Test
  void aServerThatIsSlowStillHasAPeak() throws Exception {
    assertThat(Peak.of(List.of(rate(1), limited(2, Side.SERVER), rate(3))))
        .isEqualTo(new Peak(2, null));
  }

  @Test
  void aServerThatAnswersNothingHasNone() {
    assertThatThrownBy(() -> Peak.of(List.of(rate(0), rate(0), rate(300))))
        .isInstanceOf(MeasurementException.class)
        .hasMessage("the server answered nothing while its peak was measured");
  }
}
