package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
  private static @Nullable Method read(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
    return Method.of(bytes, 1, bytes.length - 1);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void readsEachMethodByItsName(Method method) {
    assertThat(read(method.name())).isEqualTo(method);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Get", "GE", "GETS", "", "BREW", "PATCh", "P\u00d5ST"})
  void acceptsNoOtherSpelling(String text) {
    assertThat(read(text)).isNull();
  }
}
