package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OctetsTest {
  private static final Octets VIEW =
      new Octets("..caf\u00e9/au/lait..".getBytes(StandardCharsets.ISO_8859_1), 2, 14);

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void isThePartBetweenItsPositions() {
    assertThat(VIEW).hasToString("caf\u00e9/au/lait");
    assertThat(VIEW.length()).isEqualTo(12);
    assertThat(VIEW.at(0)).isEqualTo((byte) 'c');
  }

  @Test
  void isEmptyOnlyWithoutBytes() {
    assertThat(VIEW.isEmpty()).isFalse();
    assertThat(VIEW.slice(3, 3).isEmpty()).isTrue();
  }

  @Test
  void findsTheFirstByteFromAnIndexOn() {
    assertThat(VIEW.indexOf('/', 0)).isEqualTo(4);
    assertThat(VIEW.indexOf('/', 4)).isEqualTo(4);
    assertThat(VIEW.indexOf('/', 5)).isEqualTo(7);
  }

  @Test
  void doesNotSearchBeyondItsEnd() {
    assertThat(VIEW.indexOf('.', 0)).isEqualTo(VIEW.length());
    assertThat(VIEW.indexOf('/', VIEW.length())).isEqualTo(VIEW.length());
  }

  @Test
  void findsBytesBeyondAscii() {
    assertThat(VIEW.indexOf('\u00e9', 0)).isEqualTo(3);
  }

  @Test
  void slicesCountFromTheViewsOwnStart() {
    assertThat(VIEW.slice(5, 12).slice(3, 7)).hasToString("lait");
  }

  @Test
  void comparesARangeWithAWholeKey() {
    assertThat(VIEW.compareRange(5, 7, bytes("au"))).isZero();
    assertThat(VIEW.compareRange(5, 7, bytes("at"))).isPositive();
    assertThat(VIEW.compareRange(5, 7, bytes("aux"))).isNegative();
    assertThat(VIEW.compareRange(5, 7, bytes("a"))).isPositive();
    assertThat(VIEW.compareRange(5, 5, bytes(""))).isZero();
  }

  @Test
  void comparesBytesAsUnsignedNumbers() {
    assertThat(VIEW.compareRange(3, 4, bytes("z"))).isPositive();
  }

  @Test
  void equalsOnlyTheSameText() {
    assertThat(VIEW.contentEquals("caf\u00e9/au/lait")).isTrue();
    assertThat(VIEW.contentEquals("caf\u00e9/au/lait.")).isFalse();
    assertThat(VIEW.contentEquals("caf\u00e8/au/lait")).isFalse();
    assertThat(VIEW.contentEquals("")).isFalse();
  }
}
