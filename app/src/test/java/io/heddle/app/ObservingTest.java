package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** docs/OBSERVING.md explains every metric that exists, and no other. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ObservingTest {
  private static final Path PAGE = Path.of("..", "docs", "OBSERVING.md");
  private static final Pattern METRIC =
      Pattern.compile("`((?:heddle|http_server|jvm|process|system)_\\w+)");

  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  @TempDir private Path folder;

  /** The names of all metrics, without the suffixes of histograms. */
  private Set<String> exposed() throws Exception {
    String log = "--access-log=" + folder.resolve("log");
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(
                List.of(
                    "--engine=epoll",
                    "--workers=2",
                    "--port=0",
                    "--admin-port=0",
                    "--flight-recorder",
                    log),
                Map.of());
    Server server = Server.start(invocation.options(), new FatalExit());
    server.announce(System.err);
    try (Client client = new Client(server.address().getPort())) {
      client.ask("GET /ping").read();
      client.send("GET\n\n").read();
      System.gc(); // so that there is a pause to measure
      Set<String> names = new TreeSet<>();
      // the collector's metrics appear only after a pause
      long deadline = System.nanoTime() + MAX_WAIT.toNanos();
      while (!names.containsAll(documented()) && System.nanoTime() < deadline) {
        for (String series : Scrape.of(adminPort(server)).samples().keySet()) {
          names.add(series.replaceFirst("\\{.*", "").replaceFirst("_(bucket|count|sum|max)$", ""));
        }
      }
      return names;
    } finally {
      server.stop();
    }
  }

  private static int adminPort(Server server) {
    return server.adminAddress().orElseThrow().getPort();
  }

  private static Set<String> documented() throws IOException {
    Set<String> names = new TreeSet<>();
    Matcher name = METRIC.matcher(Files.readString(PAGE));
    while (name.find()) {
      names.add(name.group(1).replaceFirst("_(bucket|count|sum|max)$", ""));
    }
    return names;
  }

  @Test
  void everyMetricIsDocumentedAndEveryDocumentedOneExists() throws Exception {
    assertThat(documented()).isEqualTo(exposed());
  }

  @Test
  void everyMetricSaysWhatToDoWhenItIsHigh() throws IOException {
    assertThat(Files.readAllLines(PAGE))
        .filteredOn(line -> line.matches("\\| `(heddle|http_server|jvm|process|system)_.*"))
        .hasSizeGreaterThan(30)
        .allSatisfy(row -> assertThat(row.split("\\|", -1)[4].strip()).hasSizeGreaterThan(20));
  }
}
