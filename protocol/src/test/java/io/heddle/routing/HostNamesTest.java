package io.heddle.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The search for host names. */
class HostNamesTest {
  private static final HostNames<String> NAMES =
      HostNames.<String>builder()
          .add("example.org", "one")
          .add("*.example.org", "any")
          .add("*.Api.Example.org", "any of api")
          .add("api.example.org", "api")
          .add("[::1]", "loopback")
          .add("127.0.0.1", "loopback")
          .build();

  @ParameterizedTest
  @CsvSource({
    "example.org, one",
    "EXAMPLE.org, one",
    "example.org., one",
    "example.org:8080, one",
    "example.org.:8080, one",
    "www.example.org, any",
    "a.b.example.org, any",
    "api.example.org, api",
    "v1.API.example.org:80, any of api",
    "a.v1.api.example.org, any of api",
    "[::1], loopback",
    "[::1]:8080, loopback",
    "[0:0:0:0:0:0:0:1], loopback",
    "[0::0001]:80, loopback",
    "127.0.0.1:8080, loopback"
  })
  void findsTheMostSpecificName(String authority, String value) {
    assertThat(NAMES.find(authority)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "org",
        "example.com",
        ".example.org",
        "notexample.org",
        "[::2]",
        "[x]",
        "[::1%lo]"
      })
  void othersAreNotFound(String authority) {
    assertThat(NAMES.find(authority)).isEmpty();
  }

  /** With a substring for each dot, this would copy half a gigabyte. */
  @Test
  void aNameOfManyDotsIsNotSearched() {
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int i = 0; i < 1_000; i++) {
            assertThat(NAMES.find("a.".repeat(16_000) + "org")).isEmpty();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*",
        "*.",
        "**.org",
        "a.*.org",
        "a b",
        "a/b",
        "example.org:80",
        "[",
        "[]",
        "[any]",
        "[1.2.3.4]",
        "*.[::1]",
        "é.org",
        "a..b",
        ".a"
      })
  void refusesNamesThatNoHostHas(String name) {
    assertThatThrownBy(() -> HostNames.builder().add(name, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + name + "\"");
  }

  @Test
  void refusesANameThatIsTaken() {
    assertThatThrownBy(() -> HostNames.builder().add("a.org", "").add("A.org.", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("already");
  }
}
