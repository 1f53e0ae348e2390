package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that docs/FEATURES.md names exist, and leave out no engine. */
final class FeaturesTest {
  private static final Path ROOT = Path.of("..");

  /** A test, such as {@code app: `RoutesTest.statsCount`}. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(?<module>\\w+): )?`(?<type>[A-Z]\\w*(?:Test|Simulation))(?:\\.(?<method>\\w+))?`"
              + "(?<once> \\(once\\))?");

  /** A row of a table. Its last cell says which tests prove the feature. */
  private static final Pattern FEATURE = Pattern.compile("\\| [^|]+ \\|.*\\| (?<proof>[^|]+) \\|");

  private static final Pattern TEST = Pattern.compile("@(EachEngine|Test|ParameterizedTest)\\b");
  private static final Pattern EACH_ENGINE =
      Pattern.compile("@EachEngine\\b|\\bVariant\\.(class\\b|values\\(\\))");

  /** The modules whose tests start engines by their names. */
  private static final List<String> ON_ENGINES = List.of("engines", "app");

  /**
   * A class or a method of tests.
   *
   * @param isOnce whether it runs once and not on each engine
   */
  record Named(String module, String type, Optional<String> method, boolean isOnce) {
    static Named of(MatchResult name) {
      return new Named(
          Optional.ofNullable(name.group("module")).orElse("engines"),
          name.group("type"),
          Optional.ofNullable(name.group("method")),
          name.group("once") != null);
    }

    /** The parts of its source between empty lines: each method with its annotations is one. */
    List<String> source() throws IOException {
      Path tests = ROOT.resolve(module).resolve("src/test");
      try (Stream<Path> files = Files.walk(tests)) {
        Optional<Path> file = files.filter(path -> path.endsWith(type + ".java")).findFirst();
        assertThat(file).as("%s.java in %s", type, tests).isPresent();
        return List.of(Files.readString(file.orElseThrow()).split("\n\n"));
      }
    }

    /** The source of the method, or of all test methods of the class. */
    List<String> tests() throws IOException {
      return source().stream()
          .filter(part -> TEST.matcher(part).find())
          .filter(part -> method.isEmpty() || part.contains("void " + method.get() + "("))
          .toList();
    }

    /** Whether an annotation of the class lets all of its tests run on each engine. */
    boolean isClassOnEachEngine() throws IOException {
      return source().stream()
          .filter(part -> part.contains("class " + type + " {"))
          .anyMatch(part -> EACH_ENGINE.matcher(part).find());
    }
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/FEATURES.md"));
  }

  static Stream<Named> named() throws IOException {
    return lines().stream().flatMap(line -> NAME.matcher(line).results()).map(Named::of).distinct();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("named")
  void aNamedTestExists(Named test) throws IOException {
    if (test.type().endsWith("Simulation")) {
      assertThat(test.source()).isNotEmpty();
    } else {
      assertThat(test.tests()).isNotEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("named")
  void aNamedTestRunsOnEachEngine(Named test) throws IOException {
    boolean needsEngines = ON_ENGINES.contains(test.module()) && !test.isOnce();
    if (needsEngines && !test.isClassOnEachEngine()) {
      assertThat(test.tests()).allMatch(part -> EACH_ENGINE.matcher(part).find());
    }
  }

  @Test
  void everyFeatureHasATestOrAPlan() throws IOException {
    List<String> proofs =
        lines().stream()
            .map(FEATURE::matcher)
            .filter(Matcher::matches)
            .map(feature -> feature.group("proof"))
            .filter(proof -> !proof.equals("test")) // the head of a table
            .toList();
    assertThat(proofs).hasSizeGreaterThan(70);
    for (String proof : proofs) {
      assertThat(proof).containsPattern("^planned: \\w|" + NAME);
      // a misspelt name would not be looked for
      assertThat(NAME.matcher(proof).replaceAll("")).as(proof).doesNotContain("`");
    }
  }
}
