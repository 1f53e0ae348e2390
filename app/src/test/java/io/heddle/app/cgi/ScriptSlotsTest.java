package io.heddle.app.cgi;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.resources.Resources;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many scripts run when the number changes. */
final class ScriptSlotsTest {
  private static int takeAll(ScriptSlots slots) throws InterruptedException {
    int count = 0;
    while (slots.take(Duration.ZERO)) {
      count++;
    }
    return count;
  }

  @Test
  void fewerArePossibleWhenOthersHaveEnded() throws InterruptedException {
    ScriptSlots slots = new ScriptSlots(4);
    for (int i = 0; i < 3; i++) {
      assertThat(slots.take(Duration.ZERO)).isTrue();
    }
    slots.setMax(1);
    slots.give();
    slots.give();
    assertThat(takeAll(slots)).isZero();
    slots.give();
    assertThat(takeAll(slots)).isEqualTo(1);
  }

  @Test
  void slowClientsLeaveHalfOfThem() throws InterruptedException {
    for (int max : new int[] {1, 2, 3, 32}) {
      ScriptSlots slots = new ScriptSlots(max);
      int taken = 0;
      while (slots.takeForSlow()) {
        taken++;
      }
      assertThat(taken).as("of %d", max).isEqualTo(max / 2);
      assertThat(takeAll(slots)).isEqualTo(max - taken);
      assertThat(slots.takeForSlow()).isFalse();
    }
  }

  @Test
  void moreArePossibleAtOnce() throws InterruptedException {
    ScriptSlots slots = new ScriptSlots(2);
    assertThat(takeAll(slots)).isEqualTo(2);
    slots.setMax(1);
    slots.setMax(5);
    assertThat(takeAll(slots)).isEqualTo(3);
  }

  @Test
  void theNextConfigurationHasTheSameOnes() throws IOException, InterruptedException {
    Resources first = new Resources();
    ScriptSlots slots = ScriptSlots.of(first, "a", 2);
    first.begin();
    assertThat(takeAll(slots)).isEqualTo(2);
    Resources next = first.next();
    assertThat(ScriptSlots.of(next, "a", 3)).isSameAs(slots);
    assertThat(takeAll(slots)).as("before it is in place").isZero();
    next.begin();
    assertThat(takeAll(slots)).isEqualTo(1);
  }
}
