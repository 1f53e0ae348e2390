package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/OPERATING.md says about the program is true. */
final class OperatingPageTest {
  private static final Path PAGE = Path.of("../docs/OPERATING.md");

  /** An option and its default, such as {@code | `--idle-timeout` | `60s` |}. */
  private static final Pattern TIMEOUT =
      Pattern.compile("(?m)^\\| `--(?<name>[a-z-]+)` \\| `(?<value>\\w+)`[^|]* \\|");

  @Test
  void timeoutsHaveTheDefaultsOfThePage() throws Exception {
    Invocation.Serve server = (Invocation.Serve) Invocation.of(List.of(), Map.of());
    Map<String, String> values = server.options().effective();
    List<MatchResult> rows = TIMEOUT.matcher(Files.readString(PAGE)).results().toList();
    assertThat(rows)
        .extracting(row -> row.group("name"))
        .containsExactlyInAnyOrderElementsOf(
            values.keySet().stream()
                .filter(name -> name.matches(".*-timeout|min-rate|grace"))
                .toList());
    for (MatchResult row : rows) {
      assertThat(values).containsEntry(row.group("name"), row.group("value"));
    }
  }
}
