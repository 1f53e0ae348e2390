package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the README work on a machine that has only this checkout. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReadmeTest {
  private static final String INDENT = "    ";

  /** The commands of the first example below a heading. */
  private static List<String> commands(String chapter) throws Exception {
    return Files.readAllLines(Path.of("../README.md")).stream()
        .dropWhile(line -> !line.equals("## " + chapter))
        .dropWhile(line -> !line.startsWith(INDENT))
        .takeWhile(line -> line.startsWith(INDENT))
        .map(String::strip)
        .toList();
  }

  private static String first(List<String> commands, String program) {
    return commands.stream()
        .filter(command -> command.startsWith(program + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + program + " in " + commands));
  }

  @Test
  void theExampleServesItsFolder(@TempDir Path home) throws Exception {
    List<String> commands = commands("Serving");
    List<String> preparation =
        commands.stream().takeWhile(command -> !command.startsWith("bin/app ")).toList();
    for (String command : preparation) {
      ProcessBuilder shell = new ProcessBuilder("sh", "-c", command).directory(home.toFile());
      shell.environment().put("HOME", home.toString());
      assertThat(shell.start().waitFor()).as(command).isZero();
    }
    String start = first(commands, "bin/app").replace("~", home.toString());
    assertThat(start).contains("--port 8080");
    String[] words =
        Stream.of(start.replace("--port 8080", "--port 0").split(" "))
            .skip(1)
            .toArray(String[]::new);
    try (Program program = Program.run(words);
        Client client = new Client(program.port())) {
      String target = first(commands, "curl").replaceFirst("curl http://127.0.0.1:8080", "");
      Reply reply = client.ask("GET " + target).read();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.text()).isEqualTo("<h1>My site</h1>\n");
    }
  }
}
