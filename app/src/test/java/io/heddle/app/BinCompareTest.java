package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How bin/compare reads its options. None of these tests can start a build or a server, because
 * there is no Maven on the path.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BinCompareTest {
  private record Result(int status, String output) {}

  private static final List<String> PROGRAMS =
      List.of("bash", "date", "dirname", "grep", "readlink", "sed", "tr");

  @TempDir private static Path path;

  @BeforeAll
  static void makeThePath() throws IOException {
    for (String program : PROGRAMS) {
      Path usual = Path.of("/usr/bin", program);
      Files.createSymbolicLink(
          path.resolve(program), Files.exists(usual) ? usual : Path.of("/bin", program));
    }
  }

  private static Result compare(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("../bin/compare"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PATH", path.toString());
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("an end").isTrue();
      return new Result(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helpIsPrinted(String word) throws Exception {
    Result help = compare(word);
    assertThat(help.status()).isZero();
    assertThat(help.output()).contains("bin/compare SIMULATION", "--engines", "--warmup");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                              | name a simulation, one of: ",
        "NoSuch                          | unknown simulation NoSuch, use one of: ",
        "Plaintext Api                   | name only one simulation: Plaintext or Api",
        "--engines                       | --engines needs a value",
        "Plaintext --warmup              | --warmup needs a value",
        "Plaintext --engines=epoll,foo   | --engines: unknown engine epoll,foo, use: epoll vthreads",
        "Plaintext --engines=            | --engines: name at least one",
        "Plaintext --warmup=soon         | --warmup soon: write a time such as 5s, or 0",
        "Plaintext --warmup 5h           | --warmup 5h: write a time such as 5s, or 0",
        "Plaintext --wamup=1s            | unknown option: --wamup=1s",
        "Plaintext -Dno.such=1           | -Dno.such: unknown parameter, use one of: ",
        "Plaintext -DbaseUrl=http://x    | -DbaseUrl=http://x: this script starts its own servers",
        "--report                        | --report needs LABEL=FOLDER",
      })
  void aWrongOptionHasStatusTwoAndAReason(String words, String reason) throws Exception {
    assertRejected(reason, words.isEmpty() ? new String[0] : words.split(" "));
  }

  @Test
  void anEngineThatIsListedTwiceIsRejected() throws Exception {
    assertRejected("--engines: epoll is listed twice", "Plaintext", "--engines", "epoll epoll");
    assertRejected(
        "--engines: threads is listed twice", "Plaintext", "--engines=threads epoll threads");
  }

  private static void assertRejected(String reason, String... words) throws Exception {
    Result result = compare(words);
    assertThat(result.status()).as(result.output()).isEqualTo(2);
    assertThat(result.output().lines()).hasSize(2);
    assertThat(result.output())
        .startsWith("compare: " + reason)
        .endsWith("see bin/compare --help\n");
  }

  @Test
  void aMissingMavenIsReportedWithTheRemedy() throws Exception {
    Result result = compare("Plaintext");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output()).startsWith("compare: needs Maven").contains("install");
  }

  @Test
  void itRunsFromAnotherFolder() throws Exception {
    Process process =
        new ProcessBuilder(Path.of("../bin/compare").toRealPath().toString(), "--help")
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }
}
