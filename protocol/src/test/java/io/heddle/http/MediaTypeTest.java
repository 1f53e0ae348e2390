package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaTypeTest {
  @Test
  void isTheValueOfContentType() {
    assertThat(MediaType.JSON.field()).hasToString("Content-Type: application/json");
  }

  @Test
  void keepsItsFieldEncoded() {
    assertThat(MediaType.JSON.field()).isSameAs(MediaType.JSON.field());
    assertThat(Response.ok(MediaType.JSON, Body.EMPTY).fields())
        .singleElement()
        .isSameAs(MediaType.JSON.field());
  }

  @Test
  void equalsATypeWithTheSameText() {
    assertThat(new MediaType("application/json"))
        .isEqualTo(MediaType.JSON)
        .hasSameHashCodeAs(MediaType.JSON)
        .isNotEqualTo(MediaType.HTML);
  }
}
