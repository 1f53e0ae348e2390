package io.heddle.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on configuration files names the keys that they may have, and no others. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../docs/CONFIGURATION.md");
  private static final Pattern CODE = Pattern.compile("`([a-z][a-z-]*)`");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| (`[^|]+) \\|");
  private static final String UNKNOWN = "zzzzzzzz";

  @TempDir private Path folder;

  /** The keys that a mistake lists for an unknown one. */
  private List<String> keys(String text) throws IOException {
    String remedy =
        ConfigFile.read(Files.writeString(folder.resolve("heddle.conf"), text)).mistakes().stream()
            .filter(mistake -> mistake.what().endsWith(UNKNOWN))
            .map(Mistake::remedy)
            .findFirst()
            .orElseThrow();
    return List.of(remedy.replace("write one of ", "").split(", "));
  }

  private Set<String> allKeys() throws IOException {
    Set<String> keys = new TreeSet<>(LocationReader.keys());
    keys.addAll(keys("servers { a { " + UNKNOWN + " = x, root = . } }"));
    keys.addAll(
        keys("servers { a { root = ., listen = \"1 tls\", tls { " + UNKNOWN + " = x } } }"));
    keys.addAll(keys("sessions { " + UNKNOWN + " = x }"));
    keys.addAll(keys("servers { a { root = ., cgi { " + UNKNOWN + " = x } } }"));
    return keys;
  }

  private static Set<String> codes(String text) {
    return CODE.matcher(text)
        .results()
        .map(code -> code.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyKeyIsOnThePage() throws Exception {
    Set<String> keys = allKeys();
    assertThat(keys).contains("listen", "client-ca", "hsts", "max-files", "burst");
    assertThat(codes(Files.readString(PAGE))).containsAll(keys);
  }

  @Test
  void everyRowOfThePageIsAboutAKey() throws Exception {
    String cells =
        FIRST_CELL
            .matcher(Files.readString(PAGE))
            .results()
            .map(MatchResult::group)
            .collect(Collectors.joining());
    assertThat(codes(cells)).hasSizeGreaterThan(20);
    assertThat(allKeys()).containsAll(codes(cells));
  }
}
