package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files get which fields. */
class FieldRulesTest {
  private static List<String> fields(FieldRules rules, String path) {
    return rules.of(path, MediaType.BINARY).stream().map(Field::toString).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "*.html, /index.html, true",
    "*.html, /a/b/c.html, true",
    "*.html, /a.html/b, false",
    "index.html, /index.html, true",
    "index.html, /a/index.html, true",
    "index.html, /a/my-index.html, false",
    "/index.html, /index.html, true",
    "/index.html, /a/index.html, false",
    "/assets/*, /assets/a.js, true",
    "/assets/*, /assets/a/b.js, true",
    "/assets/*, /assets, false",
    "/assets/*, /x/assets/a.js, false",
    "/a*b*c, /abc, true",
    "/a*b*c, /a-b-b-c-c, true",
    "/a*b*c, /a-c-b, false",
    "*, /a, true",
    "**, /a, true",
    "/*, /a, true",
    "a?b, /a?b, true",
    "a?b, /axb, false",
    "é*, /é, true",
  })
  void aStarStandsForAnything(String glob, String path, boolean matches) {
    assertThat(new PathGlob(glob).matches(path)).isEqualTo(matches);
  }

  @Test
  void aPatternWithManyStarsTakesNoTime() {
    String glob = "*a".repeat(1_000) + "b";
    assertThat(new PathGlob(glob).matches("/" + "a".repeat(4_000))).isFalse();
  }

  @Test
  void aPatternIsNotEmpty() {
    assertThatThrownBy(() -> new PathGlob("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstCacheControlThatMatchesIsUsed() {
    FieldRules rules =
        FieldRules.NONE
            .withImmutableDigests()
            .withCacheControl(new PathGlob("/own/*"), "no-store")
            .withCacheControl(new PathGlob("*.html"), "no-cache")
            .withCacheControl(new PathGlob("*"), "max-age=60");
    assertThat(fields(rules, "/own/a.html")).containsExactly("Cache-Control: no-store");
    assertThat(fields(rules, "/a.html")).containsExactly("Cache-Control: no-cache");
    assertThat(fields(rules, "/app.3f9c2b1a.js")).containsExactly("Cache-Control: max-age=60");
  }

  @Test
  void allOtherFieldsThatMatchAreAdded() {
    HeaderName one = HeaderName.of("One");
    FieldRules rules =
        FieldRules.NONE
            .with(new PathGlob("*.js"), Field.of(one, "1"))
            .with(new PathGlob("/a/*"), Field.of(one, "2"));
    assertThat(fields(rules, "/a/x.js")).containsExactly("One: 1", "One: 2");
    assertThat(fields(rules, "/x.css")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/app.3f9c2b1a.js",
        "/a/name-3F9C2B1A.css",
        "/app.3f9c2b1a.js.map",
        "/font-0123456789abcdef0123456789abcdef.woff2",
        "/chunk-vendors.abcdef01.min.js",
        "/12ab34cd-12ab34cd.js",
      })
  void namesWithADigestAreImmutable(String path) {
    assertThat(fields(FieldRules.NONE.withImmutableDigests(), path))
        .containsExactly("Cache-Control: public, max-age=31536000, immutable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/index.html",
        "/app.js",
        "/my-document.js",
        "/report-20250101.pdf",
        "/a.deadbeef.js",
        "/app.3f9c2b1.js",
        "/app3f9c2b1a.js",
        "/app.3f9c2b1a",
        "/app.3f9c2b1g.js",
        "/3f9c2b1a.js",
        "/assets.3f9c2b1a.d/app.js",
        "/index-BfX2kQ9_.js",
        "/report-Version2.pdf",
      })
  void otherNamesAreNot(String path) {
    assertThat(fields(FieldRules.NONE.withImmutableDigests(), path)).isEmpty();
  }
}
