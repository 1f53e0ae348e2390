package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.client.ClientCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/CLIENT.md work as shown. */
final class ClientPageTest {
  private static final Path PAGE = Path.of("..", "docs", "CLIENT.md");
  private static final String START = "bin/app --demo --files store --port 8080";
  private static final String CLIENT = "bin/app client ";
  private static final String PIPE = " | ";

  /** The lines without what differs each time, and without empty ones. */
  private static List<String> comparable(Stream<String> lines) {
    return lines
        .map(line -> line.replaceAll("\\w{3}, \\d\\d \\w{3} \\d{4} [0-9:]{8} GMT", "DATE"))
        .map(line -> line.replaceAll("heddle/\\S+", "heddle/VERSION"))
        .map(line -> line.replaceAll(" +\\d+\\.\\d{3}\\b", " TIME"))
        .map(String::stripTrailing)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static byte[] shell(String command) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    shell.getOutputStream().close();
    return shell.getInputStream().readAllBytes();
  }

  /** Runs the client in this process; its output is that of a terminal, from both streams. */
  private static String client(String command) throws IOException {
    int pipe = command.indexOf(PIPE + CLIENT);
    byte[] stdin = pipe < 0 ? new byte[0] : shell(command.substring(0, pipe));
    String words = command.substring(command.indexOf(CLIENT) + CLIENT.length());
    InputStream in = new ByteArrayInputStream(stdin);
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(terminal, true, StandardCharsets.UTF_8);
    new ClientCommand("0.1.0", in, terminal, err).run("bin/app", List.of(Example.words(words)));
    return terminal.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyExampleWorksAsShown(@TempDir Path folder) throws Exception {
    Path store = Files.createDirectory(folder.resolve("store"));
    List<Example> examples = Example.of(PAGE);
    assertThat(examples.getFirst().command()).isEqualTo("mkdir store");
    assertThat(examples.get(1).command()).isEqualTo(START);
    try (LocalServer server = LocalServer.serve(Variant.VTHREADS, "--demo", "--files=" + store)) {
      for (Example example : examples.subList(2, examples.size())) {
        assertThat(example.command()).contains(CLIENT);
        String output =
            client(example.command().replace(":8080", ":" + server.port()))
                .replace(":" + server.port(), ":8080")
                .replace("port " + server.port(), "port 8080");
        assertThat(comparable(output.lines()))
            .as("the output of %s", example.command())
            .isEqualTo(comparable(example.output().stream()));
      }
    }
  }
}
