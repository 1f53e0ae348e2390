package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private Instant now = Instant.EPOCH.plus(Duration.ofDays(1));

  private Progress progress(boolean isTerminal, int steps, Optional<Duration> expectedStep) {
    return new Progress(out, isTerminal, steps, expectedStep, () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyStepHasALineWithTheTimeLeft() {
    Progress progress = progress(false, 6, Optional.of(Duration.ofSeconds(40)));
    progress.round(1, 3);
    progress.begins("epoll: measuring");
    progress.goesOn();
    assertThat(said()).matches("round 1 of 3, epoll: measuring, 4 min left\n");
  }

  @Test
  void theTimeOfFinishedStepsReplacesTheExpectedOne() {
    Progress progress = progress(false, 2, Optional.of(Duration.ofHours(1)));
    pass(Duration.ofSeconds(40));
    progress.stepDone();
    pass(Duration.ofSeconds(10));
    progress.begins("epoll: measuring");
    assertThat(said()).isEqualTo("epoll: measuring, 30 s left\n");
  }

  @Test
  void aStepThatTakesLongerThanTheOthersHasNoTimeLeft() {
    Progress progress = progress(false, 2, Optional.empty());
    progress.stepDone();
    pass(Duration.ofSeconds(1));
    progress.begins("epoll: measuring");
    assertThat(said()).isEqualTo("epoll: measuring, 0 s left\n");
  }

  @Test
  void withoutAnExpectedTimeTheFirstStepSaysSo() {
    Progress progress = progress(false, 2, Optional.empty());
    progress.begins("epoll: measuring");
    assertThat(said()).endsWith(", time left not known before the first run ends\n");
  }

  @Test
  void aTerminalHasOneLineThatIsRemovedAtTheEnd() {
    Progress progress = progress(true, 2, Optional.empty());
    progress.begins("epoll: measuring");
    progress.goesOn();
    progress.end();
    assertThat(said()).startsWith("\r\u001b[Kepoll").endsWith("\r\u001b[K").doesNotContain("\n");
  }

  @Test
  void theLineOfATerminalChangesEverySecond() {
    Progress progress = progress(true, 1, Optional.of(Duration.ofSeconds(40)));
    progress.begins("epoll: measuring");
    pass(Duration.ofMillis(999));
    progress.goesOn();
    assertThat(said()).isEqualTo("\r\u001b[Kepoll: measuring, 40 s left");
    pass(Duration.ofMillis(1));
    progress.goesOn();
    assertThat(said()).endsWith(" 40 s left\r\u001b[Kepoll: measuring, 39 s left");
  }
}
