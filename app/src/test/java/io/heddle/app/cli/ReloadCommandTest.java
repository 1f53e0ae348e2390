package io.heddle.app.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which processes {@code app reload} takes for servers, by a folder like /proc. */
final class ReloadCommandTest {
  private static final String HEARS = "Name:\tjava\nSigIgn:\t0000000000001000\n";
  private static final String IGNORES = "Name:\tjava\nSigIgn:\t0000000000001001\n";

  @TempDir private Path proc;

  private ServerProcess process(String command, String status) throws Exception {
    Path own = Files.createDirectories(proc.resolve("7"));
    Files.writeString(own.resolve("cmdline"), command.replace(' ', '\0') + "\0");
    Files.writeString(own.resolve("status"), status);
    return new ServerProcess(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java -p heddle.jar:lib -m io.heddle.app",
        "java -p heddle.jar:lib -m io.heddle.app/io.heddle.app.Main --port=80",
        "/opt/heddle/runtime/bin/java -jar /opt/heddle/lib/heddle.jar serve --config a.conf",
        "java -cp classes io.heddle.app.LinkedServer --port=0",
      })
  void aServerIsRecognized(String command) throws Exception {
    ServerProcess process = process(command, HEARS);
    assertThatCode(() -> process.check(proc)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "sleep 100, process 7 is no server of Heddle: it runs sleep",
    "java -jar other.jar, process 7 is no server of Heddle: it runs java",
    "java -m io.heddle.app study --out=x, process 7 runs the command study and serves nothing",
    "java -m io.heddle.app reload 7, process 7 runs the command reload and serves nothing",
  })
  void anotherProcessIsRefused(String command, String reason) throws Exception {
    ServerProcess process = process(command, HEARS);
    assertThatThrownBy(() -> process.check(proc)).hasMessage(reason);
  }

  @Test
  void aServerThatIgnoresTheSignalIsRefused() throws Exception {
    ServerProcess process = process("java -m io.heddle.app", IGNORES);
    assertThatThrownBy(() -> process.check(proc))
        .hasMessageStartingWith("process 7 ignores SIGHUP, most likely because")
        .hasMessageContaining("setsid");
  }

  @Test
  void aMissingProcessIsRefused() {
    assertThatThrownBy(() -> new ServerProcess(8).check(proc)).hasMessage("there is no process 8");
  }
}
