package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final int ROUNDS = 300_000;

  @Test
  void givesWhatIsLeft() {
    Quota quota = new Quota(10, "full");
    quota.take(7);
    quota.requireRoom(3);
    assertThatThrownBy(() -> quota.requireRoom(4)).hasMessage("full");
    assertThatThrownBy(() -> quota.take(4)).hasMessage("full");
    quota.take(3);
    quota.give(100);
    assertThat(quota.used()).isZero();
  }

  @Test
  void countsMoreThanItAllows() {
    Quota quota = new Quota(10, "full");
    quota.count(25);
    assertThatThrownBy(() -> quota.take(1)).hasMessage("full");
    quota.give(16);
    quota.take(1);
    assertThat(quota.used()).isEqualTo(10);
  }

  @Test
  void allowsMoreOrLessFromNowOn() {
    Quota quota = new Quota(10, "full");
    quota.take(7);
    quota.allow(5);
    assertThatThrownBy(() -> quota.take(1)).hasMessage("full");
    quota.allow(8);
    quota.take(1);
    assertThat(quota.used()).isEqualTo(8);
  }

  /** Somebody asks for too much all the time, and costs the others nothing. */
  @Test
  void aRefusalCostsOthersNothing() throws Exception {
    Quota quota = new Quota(10, "full");
    AtomicBoolean isOver = new AtomicBoolean();
    Thread greedy =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!isOver.get()) {
                    try {
                      quota.take(11);
                    } catch (HttpException e) {
                      Thread.onSpinWait();
                    }
                  }
                });
    try {
      for (int i = 0; i < ROUNDS; i++) {
        quota.take(1);
        quota.give(1);
      }
    } finally {
      isOver.set(true);
      greedy.join();
    }
    assertThat(quota.used()).isZero();
  }
}
