package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link in the documentation works, and the pictures suit light and dark pages. */
final class DocumentationTest {
  private static final Path ROOT = Path.of("..");

  private static final List<String> PAGES =
      List.of(
          "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "grafana/README.md", "gatling/README.md");

  /** A link or a picture, such as {@code [text](target)}. */
  private static final Pattern LINK =
      Pattern.compile("\\[(?<text>[^\\]]*)]\\((?<target>[^)\\s]+)\\)");

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("#{1,6} +(?<text>.+)");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      List<Path> all = new ArrayList<>();
      PAGES.forEach(page -> all.add(ROOT.resolve(page)));
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
      return all.stream();
    }
  }

  /** The lines outside of code blocks, which are fenced or indented. */
  private static List<String> prose(String text) {
    List<String> lines = new ArrayList<>();
    boolean isCode = false;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith("```")) {
        isCode = !isCode;
      } else if (!isCode && !line.startsWith("    ")) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static List<String> targets(String text) {
    String prose = String.join("\n", prose(text)).replaceAll("`[^`]*`", "");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group("target"))
        .filter(target -> !ELSEWHERE.matcher(target).matches())
        .toList();
  }

  /** The anchors that GitHub creates for a page's headings. */
  private static List<String> anchors(String text) {
    Map<String, Integer> counts = new HashMap<>();
    List<String> anchors = new ArrayList<>();
    for (String line : prose(text)) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String anchor = anchor(heading.group("text"));
        int earlier = counts.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(earlier == 0 ? anchor : anchor + "-" + earlier);
      }
    }
    return anchors;
  }

  private static String anchor(String heading) {
    return LINK.matcher(heading)
        .replaceAll("${text}")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
        .replace(' ', '-');
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pages")
  void everyLinkWorks(Path page) throws IOException {
    String text = Files.readString(page);
    List<String> broken = new ArrayList<>();
    for (String target : targets(text)) {
      String[] parts = target.split("#", 2);
      Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
      if (!Files.exists(file)
          || (parts.length == 2 && !anchors(Files.readString(file)).contains(parts[1]))) {
        broken.add(target);
      }
    }
    assertThat(broken).as("broken links of %s", page).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "What metrics cost             | what-metrics-cost",
        "Availability, with Gatling!   | availability-with-gatling",
        "`--workers` and a_name        | --workers-and-a_name",
        "Event loops and workers (epoll) | event-loops-and-workers-epoll",
        "See [this page](a.md#b) first | see-this-page-first",
      })
  void anchorsAreThoseOfGitHub(String heading, String anchor) {
    assertThat(anchors("## " + heading)).containsExactly(anchor);
  }

  @Test
  void aSecondHeadingWithTheSameTextHasANumber() {
    assertThat(anchors("# A b\n## A b\n```\n# no heading\n```\n")).containsExactly("a-b", "a-b-1");
  }

  @Test
  void codeContainsNoLinks() {
    assertThat(targets("[a](b.md#c) `[d](e)`\n\n    [f](g)\n\n![h](i.svg) [j](https://k.example/)"))
        .containsExactly("b.md#c", "i.svg");
  }

  /** The picture has no background, so its lines and text must suit light and dark pages. */
  @Test
  void theArchitectureIsDrawnForLightAndDarkPages() throws IOException {
    String picture = Files.readString(ROOT.resolve("docs/architecture.svg"));
    Matcher size = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(picture);
    assertThat(size.find()).isTrue();
    assertThat(picture)
        .contains("@media (prefers-color-scheme: dark)")
        .doesNotContain("width=\"%s\" height=\"%s\"".formatted(size.group(1), size.group(2)));
  }
}
