package io.heddle.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HttpException;
import io.heddle.http.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilePathTest {
  private static FilePath path(String text) {
    return FilePath.of(Octets.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "a.txt, a.txt",
    "a/b/c, a/b/c",
    "/a//b, a/b",
    "a%20b, a b",
    "%C3%A9%25, é%",
    "a%5Cb, a\\b",
    "a..b, a..b",
    "a., a.",
  })
  void isTheDecodedNames(String text, String path) {
    assertThat(path(text)).hasToString(path);
  }

  @Test
  void hasFoldersAndAName() {
    assertThat(path("a/b/c")).isEqualTo(new FilePath(List.of("a", "b"), "c"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''          | 400 | a path that ends in a slash names a folder, not a file",
        "/           | 400 | a path that ends in a slash names a folder, not a file",
        "a/          | 400 | a path that ends in a slash names a folder, not a file",
        ".a          | 403 | a name must not begin with a dot",
        ".a/b        | 403 | a name must not begin with a dot",
        "%2E%2E/b    | 403 | a name must not begin with a dot",
        "a/..        | 403 | a name must not begin with a dot",
        "a%2Fb       | 400 | a name must not be empty, and have no slash and no control character",
        "..%2Fb      | 403 | a name must not begin with a dot",
        "a%00        | 400 | a name must not be empty, and have no slash and no control character",
        "a%0A        | 400 | a name must not be empty, and have no slash and no control character",
        "a%FF        | 400 | percent-encoding is not UTF-8",
      })
  void refusesNamesThatCannotBe(String text, int status, String reason) {
    assertRefused(text, status, reason);
  }

  private static void assertRefused(String text, int status, String reason) {
    assertThatThrownBy(() -> path(text))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(status);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  @Test
  void aNameHasAtMost255Bytes() {
    assertThat(path("a".repeat(255)).name()).hasSize(255);
    assertRefused("a".repeat(256), 400, "a name has at most 255 bytes");
    assertRefused("%C3%A9".repeat(128), 400, "a name has at most 255 bytes");
  }

  @Test
  void aPathIsNeitherTooLongNorTooDeep() {
    String reason = "a path has at most 2000 bytes and 32 folders";
    assertThat(path("a/".repeat(32) + "b").folders()).hasSize(32);
    assertRefused("a/".repeat(33) + "b", 400, reason);
    assertRefused(("a".repeat(249) + "/").repeat(8) + "b", 400, reason);
  }
}
