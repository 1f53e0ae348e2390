package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/SERVING.md work as shown. A line that begins with {@code $} is a command;
 * the lines up to the next command are its output.
 */
final class ServingTest {
  private static final Path PAGE = Path.of("..", "docs", "SERVING.md");
  private static final String INDENT = "    ";
  private static final String PROMPT = INDENT + "$ ";
  private static final String START = "bin/app ";
  private static final String CERTIFICATE = START + "certificate ";
  private static final String FILES = "--root";
  private static final String PORT = "8080";
  private static final String TLS_PORT = "8443";

  /** Until then, a file has only a weak tag. */
  private static final long SETTLED_MILLIS = 2_100;

  /** A command and its output. */
  private record Example(String command, List<String> output) {}

  private static List<Example> examples() throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith(PROMPT)) {
        examples.add(new Example(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (line.startsWith(INDENT)) {
        examples.getLast().output().add(line.substring(INDENT.length()));
      }
    }
    return examples;
  }

  /** The lines without what differs each time, and without empty ones. */
  private static List<String> comparable(Stream<String> lines) {
    return lines
        .map(
            line ->
                line.replaceAll("\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT", "DATE"))
        .map(line -> line.replaceAll("\"[0-9a-f]{24}(-gzip6)?\"", "\"TAG$1\""))
        .map(line -> line.replaceAll("session=[\\w-]{22};", "session=ID;"))
        .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
        .map(line -> line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "BOUNDARY"))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static List<String> run(String command, Path folder)
      throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as("status of %s, with the output %s", command, output).isZero();
    return comparable(output.lines());
  }

  /** The words of a command, of which some are partly quoted. */
  private static String[] words(String command) {
    return Pattern.compile("([^ ']|'[^']*')+")
        .matcher(command)
        .results()
        .map(word -> word.group().replace("'", ""))
        .toArray(String[]::new);
  }

  private static Program start(Variant variant, String command, Path folder)
      throws IOException, InterruptedException {
    String options =
        command
            .substring(START.length())
            .replaceFirst("--engine=\\w+ ", "")
            .replace(" --port " + PORT, "")
            .replace("--tls-port " + TLS_PORT, "--tls-port 0");
    Program program = in(folder).run(variant.words(words(options)));
    if (options.contains(FILES)) {
      Thread.sleep(SETTLED_MILLIS);
    }
    return program;
  }

  private static Program.Start in(Path folder) {
    return new Program.Start().by("cd '" + folder + "' && exec \"$@\"");
  }

  /** Runs a command of the program that ends by itself. */
  private static List<String> runOwn(String command, Path folder)
      throws IOException, InterruptedException {
    try (Program program = in(folder).run(words(command.substring(START.length())))) {
      List<String> lines = comparable(program.out().lines());
      assertThat(program.end()).as("status of %s: %s", command, program.errors()).isZero();
      return lines;
    }
  }

  /** The port of the second line; 0 if this server has none. */
  private static int tlsPort(String command, Program server) throws IOException {
    return command.contains("--tls-port")
        ? Integer.parseInt(server.out().readLine().replaceAll(".*:(\\d+)/", "$1"))
        : 0;
  }

  private static boolean hasCurl(Path folder) throws InterruptedException {
    try {
      return !run("command -v curl || true", folder).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  @EachEngine
  void everyExampleWorksAsShown(Variant variant, @TempDir Path folder) throws Exception {
    Needed.that(
        hasCurl(folder),
        "the examples of the pages: curl is missing (Debian: apt-get install curl)");
    Program server = null;
    int port = 0;
    int tlsPort = 0;
    try {
      for (Example example : examples()) {
        if (example.command().startsWith(CERTIFICATE)) {
          assertThat(runOwn(example.command(), folder)).isEqualTo(example.output());
        } else if (example.command().startsWith(START)) {
          if (server != null) {
            server.close();
          }
          server = start(variant, example.command(), folder);
          port = server.port();
          tlsPort = tlsPort(example.command(), server);
        } else {
          String command =
              example
                  .command()
                  .replace(":" + PORT + "/", ":" + port + "/")
                  .replace(":" + TLS_PORT + "/", ":" + tlsPort + "/");
          assertThat(run(command, folder))
              .as("the output of %s", example.command())
              .isEqualTo(comparable(example.output().stream()));
        }
      }
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }
}
