package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How bin/compare-peers reads its options, and its tests in Python. It starts no server here. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BinComparePeersTest {
  private record Result(int status, String output) {}

  @TempDir private Path path;
  private String python = "";

  @BeforeEach
  void findPython() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh", "-c", "python3 -c 'import sys; print(sys.executable)' 2>/dev/null || true")
            .start();
    python = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    if (System.getenv("CI") == null) {
      assumeTrue(!python.isEmpty(), "needs Python 3");
    }
    assertThat(python).as("Python 3, for example the package python3").isNotEmpty();
  }

  private Result run(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(python));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(new File("..")).redirectErrorStream(true);
    builder.environment().put("PATH", path.toString());
    Process process = builder.start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } finally {
      process.destroyForcibly();
    }
  }

  private Result compare(String... words) throws Exception {
    return run(
        Stream.concat(Stream.of("bin/compare-peers"), Stream.of(words)).toArray(String[]::new));
  }

  @Test
  void helpNamesTheServersAndTheScenarios() throws Exception {
    Result help = compare("--help");
    assertThat(help.status()).as(help.output()).isZero();
    assertThat(help.output()).contains("netty-epoll", "minimal-vthreads", "files10k", "--check");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--server nosuch                        | --server nosuch: unknown, use NAME=DIR or one of",
        "--server a=/no/such                    | /no/such is no checkout of Heddle",
        "--server nginx=.                       | give the checkout a name of its own",
        "--server heddle-epoll --server a=. --server a=. | --server a: this name is used twice",
        "--scenario nosuch                      | invalid choice: 'nosuch'",
        "--rounds 0                             | 0: write a whole number, at least 1",
        "--server-cpus x                        | x: write numbers of processors",
        "--server a=2*.:--engine=epoll          | share a port only with --reuse-port: add this option",
        "--server a=.:--config                 | write --config=FILE, because options are separated",
        "--server a=.:--config=nosuch.conf      | there is no file nosuch.conf",
        "--gzip-level 10                        | 10: write a level from 1 to 9",
        "--server-cpus 4096                     | 4096: this machine has only",
      })
  void aWrongOptionIsRejectedWithAReason(String words, String reason) throws Exception {
    Result result = compare(words.split(" "));
    assertThat(result.status()).as(result.output()).isEqualTo(2);
    assertThat(result.output().lines().toList().getLast())
        .startsWith("bin/compare-peers: error: ")
        .contains(reason);
  }

  @Test
  void aMissingWrkIsReportedWithTheRemedyBeforeAnythingIsBuilt() throws Exception {
    Result result = compare("--server", "heddle-epoll");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output().lines())
        .singleElement()
        .asString()
        .startsWith("compare-peers: needs wrk, which is not on the PATH: install it");
  }

  @Test
  void theRulesOfItsTablesHold() throws Exception {
    Result tests =
        run("-B", "-m", "unittest", "discover", "-s", "engines/peers/bench", "-p", "*_test.py");
    assertThat(tests.status()).as(tests.output()).isZero();
    assertThat(tests.output()).doesNotContain("Ran 0 tests");
  }
}
