package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The generator's process. */
final class GeneratorProcessTest {
  private static final long MAX_SECONDS = 240;

  @Test
  void saysThatItHasEnded() throws Exception {
    try (Children children = new Children();
        Generator generator = Generator.start(children, Placement.of(null, null))) {
      ProcessHandle process = ProcessHandle.of(generator.pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(MAX_SECONDS, TimeUnit.SECONDS);
      for (int time = 0; time < 2; time++) {
        assertThatThrownBy(() -> generator.run(Map.of()))
            .isInstanceOf(IOException.class)
            .hasMessage("the load generator has ended");
      }
    }
  }
}
