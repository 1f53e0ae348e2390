package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.engine.Engine;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program of docs/EMBEDDING.md compiles as it is there, and answers as the page says. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class EmbeddingPageTest {
  private static final Path PAGE = Path.of("../docs/EMBEDDING.md");
  private static final Pattern PROGRAM = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^    \\$ (.+)\n((?:    [^$].*\n)*)");

  @TempDir private static Path folder;

  @BeforeAll
  static void compileTheProgram() throws Exception {
    Matcher program = PROGRAM.matcher(Files.readString(PAGE));
    assertThat(program.find()).isTrue();
    EmbeddingTest.compile(folder, "Notes", program.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "vthreads"})
  void theExamplesWorkAsShown(String kind) throws Exception {
    Needed.that(Shell.has("curl"), "EMBEDDING.md: curl is missing (Debian: apt-get install curl)");
    List<Example> examples =
        EXAMPLE
            .matcher(Files.readString(PAGE))
            .results()
            .map(
                found ->
                    new Example(found.group(1), found.group(2).lines().map(String::strip).toList()))
            .toList();
    assertThat(examples).hasSize(9);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        Engine engine =
            (Engine)
                loader
                    .loadClass("Notes")
                    .getMethod("start", String.class, int.class)
                    .invoke(null, kind, 0)) {
      int port = engine.addresses().getFirst().getPort();
      for (Example example : examples) {
        String command = example.command().replace(":8080/", ":" + port + "/");
        assertThat(Shell.run(command, folder).lines().toList())
            .as(command)
            .isEqualTo(example.output());
      }
    }
  }
}
