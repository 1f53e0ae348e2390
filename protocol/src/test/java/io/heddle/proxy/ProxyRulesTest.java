package io.heddle.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a redirection of another server leads its clients. */
class ProxyRulesTest {
  private static final String AUTHORITY = "10.0.0.1:9000";

  private static String location(String prefix, Optional<String> replacement, String value) {
    return new ProxyRules(prefix, replacement, false).location(value, AUTHORITY);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/, /v1/, http://10.0.0.1:9000/v1/a?b#c, /api/a?b#c",
    "/api/, /v1/, HTTP://10.0.0.1:9000/v1/a, /api/a",
    "/api/, /v1/, /v1/a, /api/a",
    "/, /v1/, http://10.0.0.1:9000/v1/a, /a",
    "/, /v1/, /v1/a, /a",
    "/api/, /, /login, /api/login",
    "/api/, /, http://10.0.0.1:9000/api/a, /api/api/a",
  })
  void theServersOwnAddressBecomesTheLocations(
      String prefix, String replacement, String value, String expected) {
    assertThat(location(prefix, Optional.of(replacement), value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/, /v1/, http://10.0.0.1:9000/other/",
    "/api/, /v1/, http://10.0.0.1:90001/v1/a",
    "/api/, /v1/, http://10.0.0.1:9000",
    "/api/, /v1/, https://10.0.0.1:9000/v1/a",
    "/api/, /v1/, http://example.org/v1/a",
    "/api/, /v1/, v1/a",
    "/api/, /v1/, /other/",
    "/api/, /, /api/a",
    "/v1/api/, /v1/, /v1/api/a",
    "/, /v1/, http://10.0.0.1:9000/v1//example.org/",
    "/, /v1/, /v1//example.org/",
    "/, /v1/, /v1/\\example.org/",
    "/api/, /, //example.org/",
  })
  void allElseStays(String prefix, String replacement, String value) {
    assertThat(location(prefix, Optional.of(replacement), value)).isEqualTo(value);
  }

  @Test
  void withoutAReplacementThePathStays() {
    assertThat(location("/api/", Optional.empty(), "http://10.0.0.1:9000/a")).isEqualTo("/a");
    assertThat(location("/api/", Optional.empty(), "/a")).isEqualTo("/a");
    for (String own : new String[] {"/api", "/api?x", "/api#x", "/api/x"}) {
      assertThat(location("/api/", Optional.of("/"), own)).isEqualTo(own);
    }
    assertThat(location("/api/", Optional.of("/"), "/apis")).isEqualTo("/api/apis");
    String withTwoSlashes = "http://10.0.0.1:9000//example.org/";
    assertThat(location("/api/", Optional.empty(), withTwoSlashes)).isEqualTo(withTwoSlashes);
  }
}
