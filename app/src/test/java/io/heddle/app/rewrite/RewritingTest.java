package io.heddle.app.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.app.rewrite.Rewriting.Place;
import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import io.heddle.http.PercentEncoding;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules make of a path and a query. */
final class RewritingTest {
  private static Place place(String target) {
    String[] parts = target.split("\\?", 2);
    return new Place(
        PercentEncoding.normalizePath(Octets.of(parts[0])),
        parts.length == 1 ? Optional.empty() : Optional.of(Octets.of(parts[1])));
  }

  private static String text(Place place) {
    return place.path() + place.query().map(query -> "?" + query).orElse("");
  }

  private static String rewritten(String target, String... rules) {
    return text(
        Rewriting.rewritten(place(target), Stream.of(rules).map(RewriteRule::parse).toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ^/old/(.*)$ /new/$1          | /old/a/b          | /new/a/b
          ^/old/(.*)$ /new/$1          | /older/a          | /older/a
          ^/old/(.*)$ /new/$1          | /old/a?b=c        | /new/a?b=c
          ^/old/(.*)$ /new/$1?         | /old/a?b=c        | /new/a
          ^/old/(.*)$ /new?page=$1     | /old/a?b=c        | /new?page=a
          ^/old/(.*)$ /new?p=$1&q=%20  | /old/a+b&c=d/e%25 | /new?p=a%2Bb%26c%3Dd/e%25&q=%20
          old /new                     | /any/old/path     | /new
          ^/(\\d+)-(\\w+)$ /$2/$1/$2   | /12-ab            | /ab/12/ab
          ^/(a)?(.*)$ /$1/$2           | /bc               | /bc
          ^/é/(.*)$ /ü/$1              | /%C3%A9/%C3%A4    | /%C3%BC/%C3%A4
          ^/old/(.*)$ /new/$1          | /%6Fld/x          | /new/x
          ^/old/(.*)$ /new/$1          | //old///x         | /new/x
          ^/old/(.*)$ /new/$1          | /old/%3Fa%23b%20c | /new/%3Fa%23b%20c
          ^/old/(.*)$ /new/$1          | /old/a%2Fb%2541   | /new/a%2Fb%2541
          ^/old/(.*)$ /new/$1          | /old%2Fx          | /old%2Fx
          ^/(.*)/x$ /$1                | /a/b/x            | /a/b
          ^/(.*)\\.\\.$ /a/../$1       | /b/x..            | /b/x
          ^/old/(.*)$ /a//b/$1         | /old//c           | /a/b/c
          ^/old/(.*)$ /%25/$1          | /old/c            | /%25/c
          ^/private/(.*)$ /denied      | /private/x%0Ay    | /denied
          ^/old/(.*)$ /new/$1          | /old/x%0A         | /new/x%0A
          """)
  void aRuleReplacesTheWholePath(String rule, String target, String expected) {
    assertThat(rewritten(target, rule)).isEqualTo(expected);
  }

  @Test
  void eachRuleIsAppliedOnceToTheResultOfThoseBeforeIt() {
    String[] rules = {"^/a/(.*)$ /b/$1", "^/b/(.*)$ /c/a/$1", "^/(.*)$ /all/$1"};
    assertThat(rewritten("/a/x", rules)).isEqualTo("/all/c/a/x");
    assertThat(rewritten("/b/x", rules)).isEqualTo("/all/c/a/x");
    assertThat(rewritten("/x", rules)).isEqualTo("/all/x");
  }

  @Test
  void noRuleFollowsTheLastOne() {
    String[] rules = {"^/a$ /b last", "^/b$ /c last", "^/(.*)$ /all/$1"};
    assertThat(rewritten("/a", rules)).isEqualTo("/b");
    assertThat(rewritten("/b", rules)).isEqualTo("/c");
    assertThat(rewritten("/c", rules)).isEqualTo("/all/c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ^/old             | write a regular expression and a path
          ^/a /b /c         | write a regular expression and a path
          ^/a /b last last  | write a regular expression and a path
          ^/a b             | the new path must begin with a slash
          ^/a http://b/     | write a location with redirect
          ^/(a /b           | ^/(a is not a regular expression
          ^/(?<!a)b /c      | is not a regular expression
          ^/(a)\\1 /c       | is not a regular expression
          ^/(a) /$2         | there is no $2: the expression has 1 groups
          ^/(a) /$0         | after a dollar sign, write a number from 1 to 9
          ^/(a) /$          | after a dollar sign, write a number from 1 to 9
          ^/(a) /$x         | after a dollar sign, write a number from 1 to 9
          ^/a /b%20c        | without percent-encoding
          ^/a /b?c=\\d      | a character that no URL has
          ^/a /b?é          | a character that no URL has
          """)
  void aMistakeIsNamed(String rule, String reason) {
    assertThatThrownBy(() -> RewriteRule.parse(rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void rulesThatMakePathsLongerAndLongerFail() {
    String[] rules = new String[40];
    Arrays.fill(rules, "^/(.*)$ /$1/$1");
    assertThatThrownBy(() -> rewritten("/abc", rules))
        .isInstanceOf(PathTooLong.class)
        .hasMessageContaining("^/(.*)$ /$1/$1")
        .hasMessageContaining("32768 are allowed");
  }

  /** With an engine that tries all ways to match, this would take years. */
  @Test
  void theTimeIsLinearInTheLengthOfThePath() {
    assertThat(rewritten("/" + "a".repeat(8_000), "^/(a*)*(a*)*b$ /x")).hasSize(8_001);
  }

  @Test
  void aPathThatIsNotUtf8StaysUnlessARuleAppliesToIt() {
    assertThat(rewritten("/old/%FF", "^/older /new")).isEqualTo("/old/%FF");
    for (String rule : new String[] {"^/old /new", "^ /any", "x$ /any"}) {
      assertThatThrownBy(() -> rewritten("/old/%FFx", rule))
          .as(rule)
          .isInstanceOf(HttpException.class)
          .hasMessageContaining("not UTF-8");
    }
  }

  @Test
  void noRuleLeadsAboveTheRoot() {
    assertThatThrownBy(() -> rewritten("/a/x", "^/a/(.*)$ /../$1"))
        .isInstanceOf(HttpException.class)
        .hasMessageContaining("above the root");
  }
}
