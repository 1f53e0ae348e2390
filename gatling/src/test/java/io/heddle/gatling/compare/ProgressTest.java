package io.heddle.gatling.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String said() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyStepHasALineWithTheTimeLeft() {
    Progress progress = new Progress(out, false, 6, Optional.of(Duration.ofSeconds(40)));
    progress.round(1, 3);
    progress.begins("epoll: measuring");
    progress.goesOn();
    assertThat(said()).matches("round 1 of 3, epoll: measuring, 4 min left\n");
  }

  @Test
  void theTimeOfFinishedStepsReplacesTheExpectedOne() {
    Progress progress = new Progress(out, false, 2, Optional.of(Duration.ofHours(1)));
    progress.stepDone();
    progress.begins("epoll: measuring");
    assertThat(said()).isEqualTo("epoll: measuring, 0 s left\n");
  }

  @Test
  void withoutAnExpectedTimeTheFirstStepSaysSo() {
    Progress progress = new Progress(out, false, 2, Optional.empty());
    progress.begins("epoll: measuring");
    assertThat(said()).endsWith(", time left not known before the first run ends\n");
  }

  @Test
  void aTerminalHasOneLineThatIsRemovedAtTheEnd() {
    Progress progress = new Progress(out, true, 2, Optional.empty());
    progress.begins("epoll: measuring");
    progress.goesOn();
    progress.end();
    assertThat(said()).startsWith("\r\u001b[Kepoll").endsWith("\r\u001b[K").doesNotContain("\n");
  }
}
