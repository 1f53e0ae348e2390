package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Attempts;
import io.heddle.app.cli.Invocation;
import io.heddle.app.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --print-config} prints means the same when it is read. */
final class PrintedConfigTest {
  @TempDir private Path folder;

  /** What is printed for a file, without the places. */
  private static String printed(Path path, String... words) {
    ConfigFile file = ConfigFile.read(path);
    assertThat(file.mistakes()).isEmpty();
    Attempts attempts = Attempts.of("app", List.of(words), Map.of(), file.options(), true);
    assertThat(attempts.mistakes()).isEmpty();
    Configuration configuration =
        new Configuration(((Invocation.Serve) attempts.last()).options(), file.servers());
    assertThat(Conflicts.of(configuration)).isEmpty();
    return PrintedConfig.of(configuration.options(), Optional.of(file))
        .replaceAll("(?m) +# \\S+( \\S+)?$", "");
  }

  @Test
  void virtualServersAreReadAsTheyWere() throws Exception {
    String first = printed(CompleteConfig.in(folder));
    assertThat(first)
        .contains(
            "access-log = \"" + folder.resolve("log/access.log") + "\"\n",
            "header = [\"X-One: 1, 2\", \"X-Two: \\\"quoted\\\" \\\\ #\"]\n",
            "realm = \"1.10\"\n",
            "      \"= /status\" {\n")
        .doesNotContain("demo = true", "lab = false")
        .containsSubsequence("second-by-name {", "\"/assets/\" {", "\"/demo/\" {", "first-by-name");
    Path again = Files.writeString(folder.resolve("again.conf"), first);
    assertThat(printed(again)).isEqualTo(first);
  }

  @Test
  void theOnlySiteIsReadAsItWas() throws Exception {
    Files.createDirectories(folder.resolve("site"));
    Path file =
        Files.writeString(
            folder.resolve("heddle.conf"),
            """
            root = site
            index = [index.html, a.html]
            media-type = ["log=text/plain", "a=b/c; d=e"]
            header = "/fonts/*=Access-Control-Allow-Origin: *"
            files = site
            host = "::1"
            access-log = "-"
            """);
    String first = printed(file, "--cache-control=*.html=no-cache", "--engine=epoll");
    assertThat(first)
        .contains(
            "root = \"" + folder.resolve("site") + "\"\n",
            "index = [\"index.html\", \"a.html\"]\n",
            "cache-control = \"*.html=no-cache\"\n",
            "access-log = \"-\"\n",
            "demo = false\n");
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("again.conf");
    assertThat(printed(Files.writeString(elsewhere, first))).isEqualTo(first);
  }
}
