package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  private static String decode(String encoded) {
    return PercentEncoding.decode(Octets.of(encoded));
  }

  private static String normalize(String path) {
    return PercentEncoding.normalizePath(Octets.of(path)).toString();
  }

  private static Status refusal(ThrowingRead read) {
    HttpException e = catchThrowableOfType(HttpException.class, read::read);
    assertThat(e).as("refusal").isNotNull();
    return e.status();
  }

  @FunctionalInterface
  private interface ThrowingRead {
    String read();
  }

  @Test
  void decodesTripletsAsUtf8() {
    assertThat(decode("caf%C3%A9%20%e2%82%ac")).isEqualTo("café €");
  }

  @Test
  void decodesNothingTwice() {
    assertThat(decode("%252e")).isEqualTo("%2e");
  }

  @Test
  void keepsPlusSignsOutsideForms() {
    assertThat(decode("1+1")).isEqualTo("1+1");
  }

  @Test
  void decodesPlusSignsAsSpacesInForms() {
    assertThat(PercentEncoding.decodeForm(Octets.of("a+b%2Bc"))).isEqualTo("a b+c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%", "%zz", "%4g", "%g4", "%%41", "%-1", "% 1"})
  void refusesMalformedTriplets(String encoded) {
    assertThat(refusal(() -> decode(encoded))).isEqualTo(Status.BAD_REQUEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%C0%AF", // an overlong slash
        "%C0%AE%C0%AE", // overlong dots
        "%E0%80%AF",
        "%F0%80%80%AF",
        "%ED%A0%80", // a surrogate
        "%F4%90%80%80", // beyond U+10FFFF
        "%80",
        "%C3",
        "%FF"
      })
  void refusesWhatIsNotUtf8(String encoded) {
    assertThat(refusal(() -> decode(encoded))).isEqualTo(Status.BAD_REQUEST);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b, /a/b",
    "/a/b/, /a/b/",
    "/%61%2D%7e, /a-~",
    "/%c3%a9, /%C3%A9",
    "/a%2fb, /a%2Fb",
    "/a%5cb, /a%5Cb",
    "/%00, /%00",
    "/%252e%252e, /%252e%252e",
    "/., /",
    "/./a, /a",
    "/a/., /a/",
    "/a/.., /",
    "/a/../, /",
    "/a/../b, /b",
    "/a/b/.., /a/",
    "/a/b/%2E%2e/c, /a/c",
    "/a/%2e/b, /a/b",
    "/.../..a/a../.b, /.../..a/a../.b",
    "//, //",
    "//a//b, //a//b",
    "//.., /",
    "/a//../b, /a/b",
    "/..%2fa/b, /..%2Fa/b",
  })
  void normalizesPaths(String path, String normal) {
    assertThat(normalize(path)).isEqualTo(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/../", "/../a", "/a/../..", "/%2e%2e/a", "/./.%2E", "/a/../../b"})
  void refusesPathsThatLeadAboveTheRoot(String path) {
    assertThat(refusal(() -> normalize(path))).isEqualTo(Status.BAD_REQUEST);
  }

  @Test
  void refusesMalformedTripletsInPaths() {
    assertThat(refusal(() -> normalize("/a/%2"))).isEqualTo(Status.BAD_REQUEST);
  }

  @Test
  void readsNothingBeyondItsPartOfTheBuffer() {
    Octets path = Octets.of("/a%2Fb").slice(0, 4);
    assertThat(refusal(() -> PercentEncoding.normalizePath(path).toString()))
        .isEqualTo(Status.BAD_REQUEST);
  }

  @Test
  void normalFormsAreFixedAndInsideTheRoot() {
    String[] pieces = {"/", "/", "/", ".", "..", "%2e", "%2E%2e", "%2f", "%25", "a", "~", "%7E"};
    Random random = new Random(20251101);
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      String path = "/" + randomPath(pieces, random);
      String normal;
      try {
        normal = normalize(path);
      } catch (HttpException e) {
        assertThat(climbs(path)).as("%s is refused because it climbs", path).isTrue();
        refused++;
        continue;
      }
      assertThat(climbs(path)).as("%s climbs", path).isFalse();
      assertThat(normal).as("normal form of %s", path).startsWith("/");
      assertThat(normal.split("/", -1)).as("segments of %s", path).doesNotContain(".", "..");
      assertThat(normalize(normal)).as("normal form of %s, again", path).isEqualTo(normal);
    }
    assertThat(refused).as("refused paths").isBetween(1_000, 99_000);
  }

  private static String randomPath(String[] pieces, Random random) {
    StringBuilder path = new StringBuilder();
    for (int length = random.nextInt(12); length > 0; length--) {
      path.append(pieces[random.nextInt(pieces.length)]);
    }
    return path.toString();
  }

  /**
   * Whether any prefix of the path has more ".." than other segments, computed without normalizing.
   */
  private static boolean climbs(String path) {
    String decoded = path.replaceAll("(?i)%2e", ".");
    int depth = 0;
    for (String segment : decoded.substring(1).split("/", -1)) {
      depth += segment.equals("..") ? -1 : segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
