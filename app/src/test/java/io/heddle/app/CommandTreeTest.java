package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The completion of words in shells, and the manual page. */
final class CommandTreeTest {
  /** Completes the last of its arguments, as bash does with the function that is registered. */
  private static final String HARNESS =
      """
      set -eu
      source "$1"
      [[ $(complete -p heddle) =~ -F\\ ([^ ]+) ]]
      shift
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMPREPLY=()
      "${BASH_REMATCH[1]}" || true
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static String printed(String... words) {
    StringWriter text = new StringWriter();
    CommandLine tree = CommandTree.of("/opt/heddle/bin/heddle").setOut(new PrintWriter(text));
    assertThat(tree.execute(words)).isZero();
    return text.toString();
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s: %s", command, out).isZero();
    return out;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--eng                | --engine",
        "--engine ''          | epoll vthreads threads",
        "--engine = ep        | epoll",
        "--engine =           | epoll vthreads threads",
        "--port = 80 --inh    | --inherit",
        "--engine=v           | --engine=vthreads",
        "serve --loo          | --loops",
        "ma                   | manpage",
        "study exp            | export",
        "study --rou          | --rounds",
        "completion z         | zsh",
      })
  void wordsAreCompleted(String words, String completed, @TempDir Path folder) throws Exception {
    Path script = folder.resolve("script");
    Files.writeString(script, printed("completion", "bash"));
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", HARNESS, "bash", script.toString()));
    command.add("heddle");
    Stream.of(words.split(" +")).map(word -> word.equals("''") ? "" : word).forEach(command::add);
    assertThat(run(command).lines()).containsExactlyInAnyOrder(completed.split(" "));
  }

  @Test
  void oneScriptIsForBothShells() throws Exception {
    assertThat(printed("completion", "zsh")).isEqualTo(printed("completion", "bash"));
  }

  @Test
  void theManualHasEveryOptionOfEveryCommand() {
    String manual = printed("manpage").replace("\\-", "-");
    for (CommandLine command : every(CommandTree.of("heddle"))) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertThat(manual).contains("\\fB" + option.longestName() + "\\fR");
      }
    }
    assertThat(manual)
        .startsWith(".TH \"HEDDLE\" \"1\"")
        .containsOnlyOnce("\\fB--max-connections\\fR")
        .contains(".SS \"heddle check\"\nChecks the options and a configuration file")
        .contains(".SS \"heddle study export\"", "Default: 8080", ".SH \"EXIT STATUS\"\n0 after")
        .doesNotContain("${", "@|");
  }

  private static List<CommandLine> every(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(each -> all.addAll(every(each)));
    return all;
  }

  @Test
  void theManualIsCorrectRoff(@TempDir Path folder) throws Exception {
    Process which = new ProcessBuilder("sh", "-c", "command -v groff >/dev/null").start();
    assumeTrue(which.waitFor() == 0, "needs groff");
    Path page = Files.writeString(folder.resolve("heddle.1"), printed("manpage"));
    Process groff =
        new ProcessBuilder("groff", "-Tutf8", "-man", "-ww", "-rLL=80n", page.toString())
            .redirectError(folder.resolve("warnings").toFile())
            .start();
    String shown = new String(groff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(groff.waitFor()).isZero();
    assertThat(folder.resolve("warnings")).isEmptyFile();
    // without the codes that make it bold
    assertThat(shown.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(".\b", ""))
        .contains("heddle - HTTP server", "heddle [serve] [OPTION...]", "--engine=ENGINE");
  }

  @Test
  void aWrongShellIsNamedWithTheRemedy() throws Exception {
    for (String word : List.of("fish", "Bash")) {
      try (Program program = Program.run("completion", word)) {
        assertThat(program.end()).isEqualTo(2);
        assertThat(program.errors())
            .isEqualTo(
                "app: error: invalid SHELL="
                    + word
                    + ": write bash or zsh\napp: info: see app --help for the commands\n");
      }
    }
  }
}
