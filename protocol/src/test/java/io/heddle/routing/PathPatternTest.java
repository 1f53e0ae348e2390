package io.heddle.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | must begin with '/'",
        "a/b         | must begin with '/'",
        "*           | must begin with '/'",
        "/a/{b       | has an unclosed brace: \"{b\"",
        "/a/{        | has an unclosed brace: \"{\"",
        "/a/b}       | has a parameter that is not a whole segment: \"b}\"",
        "/a/b{c}     | has a parameter that is not a whole segment: \"b{c}\"",
        "/a/{b}.html | has a parameter that is not a whole segment: \"{b}.html\"",
        "/a/{b}{c}   | has a parameter that is not a whole segment: \"{b}{c}\"",
        "/a/{}       | has a parameter whose name is not a token: \"{}\"",
        "/a/{b c}    | has a parameter whose name is not a token: \"{b c}\"",
        "/{a}/b/{a}  | has two parameters {a}",
        "/{a}/{a...} | has two parameters {a}",
        "/a/{...}    | has a parameter whose name is not a token: \"{...}\"",
        "/{a...}/    | has something after {a...}, which matches all the rest",
        "/{a...}/b   | has something after {a...}, which matches all the rest",
        "/a/b{c...}  | has a parameter that is not a whole segment: \"b{c...}\"",
        "/a b        | must have U+0020 percent-encoded",
        "/caf\u00e9  | must have U+00E9 percent-encoded",
        "/\u20ac     | must have U+20AC percent-encoded",
        "/a?b        | must have U+003F percent-encoded",
        "/a#b        | must have U+0023 percent-encoded",
        "/a\"b/{c}  | must have U+0022 percent-encoded",
        "/{c}/a\\b  | must have U+005C percent-encoded",
        "/a^b        | must have U+005E percent-encoded",
        "/a<b        | must have U+003C percent-encoded",
        "/%c3%a9     | must be written /%C3%A9",
        "/%7Ea       | must be written /~a",
        "/a/./b      | must be written /a/b",
        "/a/..       | must be written /",
        "/..         | is not a path: path leads above the root",
        "/a%2        | is not a path: malformed percent-encoding",
      })
  void namesTheMistakeInAPattern(String text, String what) {
    assertThatThrownBy(() -> PathPattern.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path pattern \"" + text + "\" " + what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "//",
        "/a//b",
        "/%C3%A9",
        "/{a}",
        "/a/{b}/{c}/",
        "/.a",
        "/a/{b...}"
      })
  void keepsItsText(String text) {
    assertThat(PathPattern.of(text)).hasToString(text);
  }

  @Test
  void givesTheDecodedValuesOfItsParameters() {
    PathPattern pattern = PathPattern.of("/{first}/b/{second}/");
    assertThat(pattern.parametersOf(Octets.of("/a%2Fa/b/caf%C3%A9%20%2B+/")))
        .isEqualTo(Map.of("first", "a/a", "second", "café ++"));
  }

  @ParameterizedTest
  @CsvSource({"/1/, ''", "/1/a, a", "/1/a/, a/", "/1//a%2F%20/b, /a%2F%20/b"})
  void givesTheRestOfAPathAsItIs(String path, String rest) {
    PathPattern pattern = PathPattern.of("/{id}/{path...}");
    assertThat(pattern.parametersOf(Octets.of(path))).isEqualTo(Map.of("id", "1", "path", rest));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%FF", "/%C0%AF"})
  void refusesValuesThatAreNotUtf8(String path) {
    PathPattern pattern = PathPattern.of("/{a}");
    assertThatThrownBy(() -> pattern.parametersOf(Octets.of(path)))
        .isInstanceOfSatisfying(
            HttpException.class, e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST));
  }
}
