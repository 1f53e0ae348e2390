package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {
  private static EntityTag tag(String text) {
    return EntityTag.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "W/\"a\"", "\"\"", "W/\"\"", "\"a,b\\cW/\u00e9*\"", "\"W/\""})
  void isWrittenAsItIsRead(String text) {
    assertThat(tag(text)).hasToString(text);
  }

  @Test
  void knowsWhetherItIsWeak() {
    assertThat(tag("W/\"a\"")).isEqualTo(EntityTag.weak("a"));
    assertThat(tag("\"a\"")).isEqualTo(EntityTag.strong("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "\"",
        "\"a",
        "a\"",
        "\"a\"b",
        "\"a\" ",
        " \"a\"",
        "\"a\", \"b\"",
        "\"a\"b\"",
        "*",
        "w/\"a\"",
        "W\"a\"",
        "W/",
        "W/a",
        "W/ \"a\"",
        "W/W/\"a\"",
        "\"a b\"",
        "\"a\tb\"",
        "'a'",
        "\"a\u007f\"",
        "\"a\u0001\"",
        "\"\u20ac\""
      })
  void isNotReadFromAnythingElse(String text) {
    assertThat(EntityTag.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a b", "a\r\nb", "\u007f", "\u20ac"})
  void hasNoCharacterThatWouldEndIt(String opaque) {
    assertThatThrownBy(() -> EntityTag.strong(opaque))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("U+");
  }

  /** The table of RFC 9110 section 8.8.3.2. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        "W/\"1\", W/\"1\", false, true",
        "W/\"1\", W/\"2\", false, false",
        "W/\"1\", \"1\", false, true",
        "\"1\", W/\"1\", false, true",
        "\"1\", \"1\", true, true",
        "\"1\", \"2\", false, false",
      })
  void comparesStronglyAndWeakly(String one, String other, boolean strongly, boolean weakly) {
    assertThat(tag(one).equalsStrongly(tag(other))).isEqualTo(strongly);
    assertThat(tag(one).equalsWeakly(tag(other))).isEqualTo(weakly);
  }
}
