package io.heddle.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.grafana.Dashboard.Panel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of the dashboard that rise only on servers that lack descriptors, or whose files fail.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LiveFaultTest {
  /** The lines that {@link LiveTest} does not have to raise. */
  static final Set<String> LINES = Set.of("Server errors", "Rejected accept failed");

  private static @Nullable Fleet fleet;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Installed.prometheus();
    fleet = Fleet.startWithFaults(folder);
  }

  @AfterAll
  static void stop() {
    if (fleet != null) {
      fleet.close();
    }
  }

  private static void assertRisesOnEachEngine(String title, String form) throws Exception {
    Set<Variant> all = EnumSet.allOf(Variant.class);
    Panel panel =
        Dashboard.read().charts().stream()
            .filter(each -> each.title().equals(title))
            .findFirst()
            .orElseThrow();
    Pattern line = Pattern.compile(form);
    Lines lines =
        Lines.of(Objects.requireNonNull(fleet), panel, some -> some.risen(line).equals(all));
    assertThat(lines.risen(line)).as("engines on which %s has risen", form).isEqualTo(all);
  }

  @Test
  void aFileThatCannotBeOpenedIsAServerError() throws Exception {
    assertRisesOnEachEngine("Server errors", "Server errors");
  }

  @Test
  void aFileThatShrinksWhileItIsSentIsNamedByItsException() throws Exception {
    assertRisesOnEachEngine("Exceptions, in total", "Exceptions, in total \\w+");
  }

  @Test
  void aConnectionThatCannotBeAcceptedIsCounted() throws Exception {
    assertRisesOnEachEngine("Rejected", "Rejected accept failed");
  }
}
