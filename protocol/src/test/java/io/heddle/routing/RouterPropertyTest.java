package io.heddle.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Route;
import io.heddle.http.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Compares the router with one that tries all patterns in turn, on random sites. */
class RouterPropertyTest {
  private static final Handler UNUSED = _ -> Response.of(Status.OK);
  private static final List<String> PIECES = List.of("a", "b", "aa", "ab", "", "{x}", "{y}", "{z}");
  private static final String REST = "/{r...}";
  private static final List<String> SEGMENTS = List.of("a", "b", "aa", "ab", "", "c", "aaa");

  @Test
  void findsTheSameRouteAsALinearSearch() {
    Random random = new Random(20251101);
    Map<String, Integer> outcomes = new HashMap<>();
    for (int site = 0; site < 2_000; site++) {
      List<String> patterns = randomPatterns(random);
      Router.Builder builder = Router.builder();
      patterns.forEach(pattern -> builder.get(pattern, pattern, UNUSED));
      Router router = builder.build();
      for (int i = 0; i < 50; i++) {
        String path = randomPath(SEGMENTS, random);
        Route route = router.route(HeadOf.of(Method.GET, path));
        Optional<String> expected = naive(patterns, path);
        assertThat(route.name())
            .as("%s in %s", path, patterns)
            .isEqualTo(expected.orElse("NOT_FOUND"));
        assertThat(route.pathParameters())
            .as("parameters of %s in %s", path, patterns)
            .isEqualTo(expected.map(pattern -> parameters(pattern, path)).orElse(Map.of()));
        outcomes.merge(route.pathParameters().size() + " " + expected.isPresent(), 1, Integer::sum);
      }
    }
    assertThat(outcomes)
        .as("outcomes")
        .containsKeys("0 false", "0 true", "1 true", "2 true", "3 true");
  }

  /** Patterns of different shapes whose parameters have different names. */
  private static List<String> randomPatterns(Random random) {
    Map<String, String> byShape = new HashMap<>();
    for (int count = random.nextInt(12); count > 0; count--) {
      String pattern = randomPath(PIECES, random) + (random.nextInt(4) == 0 ? REST : "");
      long parameters = pattern.chars().filter(c -> c == '{').count();
      long names = List.of("{x}", "{y}", "{z}", REST).stream().filter(pattern::contains).count();
      if (parameters == names) {
        byShape.put(pattern.replaceAll("\\{.}", "{}"), pattern);
      }
    }
    return List.copyOf(new TreeSet<>(byShape.values()));
  }

  private static String randomPath(List<String> segments, Random random) {
    StringBuilder path = new StringBuilder();
    for (int length = 1 + random.nextInt(4); length > 0; length--) {
      path.append('/').append(segments.get(random.nextInt(segments.size())));
    }
    return path.toString();
  }

  /**
   * The pattern that matches. If there are several, the one whose first parameter comes last, and
   * so on.
   */
  private static Optional<String> naive(List<String> patterns, String path) {
    List<String> matching = new ArrayList<>(patterns);
    matching.removeIf(pattern -> !path.matches(expression(pattern)));
    return matching.stream().min(Comparator.comparing(RouterPropertyTest::preference));
  }

  private static String expression(String pattern) {
    return pattern.replaceAll("\\{.}", "[^/]+").replace(REST, "/.*");
  }

  /** A digit for each segment: 0 for a literal, 1 for a parameter, 2 for the rest. */
  private static String preference(String pattern) {
    StringBuilder digits = new StringBuilder();
    for (String segment : pattern.substring(1).split("/", -1)) {
      digits.append(
          REST.endsWith(segment) && !segment.isEmpty() ? '2' : segment.startsWith("{") ? '1' : '0');
    }
    return digits.toString();
  }

  private static Map<String, String> parameters(String pattern, String path) {
    String[] names = pattern.split("/", -1);
    String[] values = path.split("/", -1);
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (REST.equals("/" + names[i])) {
        String rest = String.join("/", List.of(values).subList(i, values.length));
        parameters.put("r", rest);
      } else if (names[i].startsWith("{")) {
        parameters.put(names[i].substring(1, names[i].length() - 1), values[i]);
      }
    }
    return parameters;
  }
}
