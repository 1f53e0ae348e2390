package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Progress progress(boolean isTerminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Progress(out, isTerminal, Duration.ofSeconds(100));
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aTerminalHasABarOnOneLineThatIsRemovedAtTheEnd() {
    Progress progress = progress(true);
    progress.done(Duration.ofSeconds(50));
    progress.show("round 1, vthreads: wait wait=10ms connections=1000, at last");
    progress.end();
    assertThat(printed()).contains("study  50%", "50/100 s", "wait=10ms").doesNotContain("\n");
  }

  @Test
  void aPipeHasALineForEachStepThatIsSaid() {
    Progress progress = progress(false);
    progress.done(Duration.ofSeconds(5));
    progress.say("round 1 of 5, vthreads");
    progress.show("round 1, vthreads: tiny connections=64");
    progress.end();
    assertThat(printed()).isEqualTo("app: info: 5 % round 1 of 5, vthreads, 2 min left\n");
  }
}
