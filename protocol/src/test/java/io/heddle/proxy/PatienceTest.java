package io.heddle.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.proxy.Patience.Waiting;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a proxy stops waiting. */
class PatienceTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Patience patience =
      new Patience(UpstreamLimits.STANDARD.withTimes(LIMIT, LIMIT, LIMIT).withIdle(LIMIT, 1));
  private long now = Duration.ofHours(1).toNanos();

  private boolean looksAfter(Duration time) {
    now += time.toNanos();
    return patience.look(now);
  }

  private boolean isOverAfterTheLimit() {
    boolean isEarly = looksAfter(Duration.ZERO) || looksAfter(LIMIT.minusMillis(1));
    return !isEarly && looksAfter(Duration.ofMillis(1));
  }

  @Test
  void eachKindOfWaitingHasItsLimit() {
    for (Waiting waiting : Waiting.values()) {
      patience.begin();
      patience.await(waiting);
      assertThat(isOverAfterTheLimit()).as(waiting.name()).isEqualTo(waiting != Waiting.NOT);
      boolean isFault = waiting != Waiting.NOT && waiting != Waiting.IDLE;
      assertThat(patience.isOver()).as(waiting.name()).isEqualTo(isFault);
    }
  }

  @Test
  void progressStartsTheTimeAgain() {
    patience.await(Waiting.BETWEEN);
    looksAfter(Duration.ZERO);
    for (int i = 0; i < 5; i++) {
      patience.beat();
      assertThat(looksAfter(LIMIT.minusMillis(1))).isFalse();
    }
    assertThat(looksAfter(LIMIT)).isTrue();
  }

  @Test
  void aClientThatHasMostLikelyLeftIsAnsweredOnlySoon() {
    patience.await(Waiting.RESPONSE);
    looksAfter(Duration.ofSeconds(5));
    patience.hurry();
    assertThat(looksAfter(Duration.ofMillis(500))).isFalse();
    assertThat(looksAfter(Duration.ofSeconds(1))).isTrue();
    patience.await(Waiting.BETWEEN);
    looksAfter(Duration.ZERO);
    assertThat(looksAfter(Duration.ofSeconds(4))).as("once it is answered").isFalse();
    patience.hurry();
    assertThat(looksAfter(Duration.ofSeconds(1))).as("it was hurried before").isTrue();
  }
}
