package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderNameTest {
  private static boolean matchesInside(HeaderName name, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
    return name.matches(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "Name:", "a\r\nb", "a\0", "na\u00efve", "\u212aey", "(a)"})
  void refusesWhatIsNotAToken(String text) {
    assertThatThrownBy(() -> HeaderName.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void isTheSameInAnyCase() {
    assertThat(HeaderName.of("content-TYPE"))
        .isEqualTo(HeaderName.CONTENT_TYPE)
        .hasSameHashCodeAs(HeaderName.CONTENT_TYPE);
  }

  @Test
  void keepsItsSpelling() {
    assertThat(HeaderName.of("x-REQUEST-Id")).hasToString("x-REQUEST-Id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "host", "HOST", "hOsT"})
  void matchesBytesInAnyCase(String text) {
    assertThat(matchesInside(HeaderName.HOST, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hos", "Hosts", "Most", "", "Hos\u00f4", "(ost"})
  void matchesNoOtherBytes(String text) {
    assertThat(matchesInside(HeaderName.HOST, text)).isFalse();
  }

  @Test
  void ignoresTheCaseOfLettersOnly() {
    // '@' and '`', '[' and '{' differ by the same bit as upper and lower case.
    assertThat(matchesInside(HeaderName.of("a`b"), "a@b")).isFalse();
    assertThat(matchesInside(HeaderName.of("a^b"), "a~b")).isFalse();
  }
}
