package io.heddle.hyperfoil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How bin/validate-load reads its options, and its tests in Python. It measures nothing here. */
final class BinValidateLoadTest {
  private record Result(int status, String output) {}

  private static Result run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(new File("../..")).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), output);
  }

  @BeforeEach
  void needsPython() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "command -v python3").start();
    boolean hasPython = shell.waitFor() == 0;
    if (System.getenv("CI") == null) {
      assumeTrue(hasPython, "needs Python 3");
    }
    assertThat(hasPython).as("Python 3, for example the package python3").isTrue();
  }

  @Test
  void helpNamesTheServers() throws Exception {
    Result help = run("bin/validate-load", "--help");
    assertThat(help.status()).as(help.output()).isZero();
    assertThat(help.output()).contains("heddle-epoll", "heddle-vthreads", "nginx", "--rounds");
  }

  @Test
  void refusesAnUnknownServer() throws Exception {
    Result result = run("bin/validate-load", "--server", "tomcat");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.output()).contains("invalid choice: 'tomcat' (choose from ");
  }

  @Test
  void itsFiguresAreComputedCorrectly() throws Exception {
    Result tests =
        run("-m", "unittest", "discover", "-s", "app/hyperfoil/bench", "-p", "*_test.py");
    assertThat(tests.status()).as(tests.output()).isZero();
    assertThat(tests.output()).contains("Ran 12 tests");
  }
}
