package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the program, and the help of each. */
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_OUT)
final class CommandHelpTest {
  private static CommandOutput help(String... words) {
    return CommandOutput.of(() -> CommandTree.help("bin/app", List.of(words)));
  }

  @Test
  void theTreeHasAllCommandsOfTheHelp() {
    Set<String> commands = new TreeSet<>(Invocation.COMMANDS.keySet());
    commands.remove("help");
    assertThat(CommandTree.of("app").getSubcommands().keySet())
        .containsExactlyInAnyOrderElementsOf(commands);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "check",
        "reload",
        "certificate",
        "client",
        "study",
        "study report",
        "study export"
      })
  void everyCommandHasHelp(String command) {
    CommandOutput printed = help(command.split(" "));
    assertThat(printed.out()).startsWith("Usage: app " + command + " [").doesNotContain("${");
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "clinet, unknown word clinet: did you mean client",
    "study reprot, unknown word reprot: did you mean report",
    "client get, unknown word get: remove it",
  })
  void aMisspeltCommandIsCorrected(String words, String reason) {
    CommandOutput printed = help(words.split(" "));
    assertThat(printed.errors()).startsWith("app: error: " + reason);
    assertThat(printed.errors()).endsWith("app: info: see bin/app --help for the commands\n");
    assertThat(printed.status()).isEqualTo(2);
  }

  /** Their classes and options would make every start slower. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aServerLoadsNoOtherCommand(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("classes");
    Program.Start start = new Program.Start().jvm("-Xlog:class+load:file=" + log);
    try (Program program = start.run("serve", "--port=0")) {
      program.port();
    }
    assertThat(Files.readString(log))
        .contains("io.heddle.app.cli.Options")
        .doesNotContain("io.heddle.app.study", "io.heddle.app.client", "io.heddle.client");
  }

  @ParameterizedTest
  @CsvSource({
    "help, Usage: app [serve] [OPTION...]",
    "help client, Usage: app client [OPTIONS] URL...",
  })
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void theFirstWordIsACommand(String words, String line) throws Exception {
    try (Program program = Program.run(words.split(" "))) {
      assertThat(program.out().readLine()).startsWith(line);
      assertThat(program.end()).isZero();
    }
  }
}
