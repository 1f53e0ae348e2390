package io.heddle.app.study.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The program in a process of its own. */
final class GeneratorTest {
  private static final String JOB =
      "{\"url\":\"%s\",\"mode\":\"open\",\"ratePerSecond\":100,\"measureMillis\":50,"
          + "\"requests\":[{\"target\":\"/\"}]}\n";

  @Test
  void answersEachLineInOrderUntilItsInputEnds() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-cp", path, Generator.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (ScriptedServer ok = ScriptedServer.answering(ScriptedServer.response(200, 0));
        ScriptedServer busy = ScriptedServer.answering(ScriptedServer.response(503, 0))) {
      try (OutputStream in = process.getOutputStream()) {
        String first = JOB.formatted(ok.url()) + "load\nclose\n";
        String unloaded = JOB.formatted(ok.url()) + "close\n";
        String last = JOB.formatted(busy.url()) + "load\n";
        String jobs = first + "nonsense\n\n" + unloaded + last;
        in.write(jobs.getBytes(StandardCharsets.UTF_8));
      }
      List<String> lines = process.inputReader(StandardCharsets.UTF_8).lines().toList();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(lines).hasSize(6);
      assertThat(lines.getFirst()).isEqualTo("{\"open\":1}");
      assertThat(Answer.of(lines.get(1)).result().status(200)).isPositive();
      assertThat(Answer.of(lines.get(2)).error()).startsWith("job is not valid JSON");
      assertThat(lines.get(3)).isEqualTo("{\"open\":1}");
      assertThat(Answer.of(lines.get(5)).result().status(503)).isPositive();
    } finally {
      process.destroyForcibly();
    }
  }
}
