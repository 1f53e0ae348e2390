package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {
  @ParameterizedTest
  @CsvSource({
    "index.html, text/html; charset=utf-8",
    "INDEX.HTML, text/html; charset=utf-8",
    "app.min.js, text/javascript; charset=utf-8",
    "logo.svg, image/svg+xml",
    "archive.tar.gz, application/gzip",
    "film.mp4, video/mp4",
    "module.wasm, application/wasm",
  })
  void usesTheLastExtensionInAnyCase(String name, String type) {
    assertThat(MediaType.ofFileName(name).text()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource({"html", "README", "file.", "file.xyz", "'.'", "''", "file.html~"})
  void treatsUnknownFilesAsBinary(String name) {
    assertThat(MediaType.ofFileName(name)).isEqualTo(MediaType.BINARY);
  }

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
