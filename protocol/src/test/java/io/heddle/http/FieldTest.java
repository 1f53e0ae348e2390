package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/\r\nSet-Cookie: a=b",
        "/\nX: y",
        "/\rX: y",
        "\r\n",
        "nul\0",
        "escape\u001b[0m",
        "delete\u007f",
        "beyond ISO 8859-1 \u0100",
        "beyond it \u0141, whose low byte is a letter",
        "\u560a\u560d as bytes are 0A 0D"
      })
  void refusesValuesThatCouldEndTheLineEarly(String value) {
    assertThatThrownBy(() -> Field.of(HeaderName.LOCATION, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Location");
  }

  @Test
  void namesTheRefusedCharacter() {
    assertThatThrownBy(() -> Field.of(HeaderName.LOCATION, "a\nb"))
        .hasMessage("value of Location holds the character U+000A");
  }

  @Test
  void copiesItsLineAsIso88591() {
    Field field = Field.of(HeaderName.of("X-Name"), "caf\u00e9\tau lait");
    byte[] target = new byte[field.lineLength() + 2];
    int end = field.copyLine(target, 1);
    assertThat(new String(target, 1, end - 1, StandardCharsets.ISO_8859_1))
        .isEqualTo("X-Name: caf\u00e9\tau lait\r\n");
  }

  @Test
  void mayBeEmpty() {
    assertThat(Field.of(HeaderName.ALLOW, "")).hasToString("Allow: ");
  }
}
