package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The training in a process of its own, which ends itself after five minutes. */
@Timeout(value = 360, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TrainingTest {
  @TempDir private Path temporary;

  private record Result(int status, String output) {}

  private Result train(String... engines) throws Exception {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dslf4j.internal.verbosity=ERROR",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            Training.class.getName());
    Process process =
        new ProcessBuilder(Stream.concat(java.stream(), Stream.of(engines)).toList())
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(file -> file.toString().contains("heddle")).toList();
    }
  }

  @Test
  void itTrainsEachEngineSilentlyAndLeavesNothing() throws Exception {
    Result result = train("epoll", "vthreads");
    assertThat(result.output()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(left()).isEmpty();
  }

  @Test
  void anUnknownEngineFails() throws Exception {
    Result result = train("no-such");
    assertThat(result.status()).isNotZero();
    assertThat(result.output()).contains("not an engine: no-such");
    assertThat(left()).isEmpty();
  }
}
