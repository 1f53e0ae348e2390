package io.heddle.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodingPreferenceTest {
  private final CodingPreferences preferences = new CodingPreferences();

  private CodingPreference of(String... lines) {
    HeadOf head = HeadOf.get("/");
    for (String line : lines) {
      head.with(HeaderName.ACCEPT_ENCODING, line);
    }
    return preferences.of(head.headers());
  }

  private static String best(CodingPreference preference, Set<ContentCoding> available) {
    return preference.best(available).map(ContentCoding::toString).orElse("identity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip                              | gzip",
        "gzip, deflate, br, zstd           | br",
        "gzip, deflate                     | gzip",
        "zstd, gzip                        | zstd",
        "br;q=0.5, gzip                    | gzip",
        "br;q=0.5, gzip;q=0.5              | br",
        "GZIP                              | gzip",
        "x-gzip                            | gzip",
        "x-gzip;q=0.2, gzip;q=0            | gzip",
        "gzip;q=0.001                      | gzip",
        "gzip ; q=0.5                      | gzip",
        "gzip;q=0                          | identity",
        "gzip;q=2                          | identity",
        "deflate, compress                 | identity",
        "gzips                             | identity",
        "''                                | identity",
        "','                               | identity",
        "*                                 | br",
        "*;q=0                             | identity",
        "*, br;q=0                         | zstd",
        "gzip, *;q=0                       | gzip",
        "gzip;q=0.5, *;q=0.1               | gzip",
        "gzip;q=0, *                       | br",
        "identity                          | identity",
        "identity, gzip                    | gzip",
        "identity, gzip;q=0.9              | identity",
        "identity;q=0.5, gzip;q=0.9        | gzip",
        "identity;q=0, gzip;q=0.1          | gzip",
        "identity;q=0                      | identity",
        "identity;q=0, *                   | br",
        "identity, *;q=0.5                 | identity",
        "gzip;q=0.5, *;q=0.7, br;q=0       | zstd",
      })
  void choosesWhatTheClientPrefers(String accepted, String best) {
    assertThat(best(of(accepted), EnumSet.allOf(ContentCoding.class))).isEqualTo(best);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, br     | GZIP      | gzip",
        "gzip, br     | ZSTD      | identity",
        "gzip, br     | ZSTD GZIP | gzip",
        "*            | GZIP      | gzip",
        "br, *;q=0    | GZIP      | identity",
        "*;q=0.5, br  | ZSTD      | zstd",
      })
  void choosesOnlyWhatIsAvailable(String accepted, String available, String best) {
    EnumSet<ContentCoding> codings = EnumSet.noneOf(ContentCoding.class);
    for (String name : available.split(" ", -1)) {
      codings.add(ContentCoding.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    assertThat(best(of(accepted), codings)).isEqualTo(best);
    assertThat(of(accepted).best(Set.of())).isEmpty();
  }

  @Test
  void readsAllLinesOfTheField() {
    assertThat(best(of("gzip;q=0.5", "zstd"), EnumSet.allOf(ContentCoding.class)))
        .isEqualTo("zstd");
  }

  @Test
  void withoutTheFieldTheClientGetsNoCoding() {
    assertThat(of().best(EnumSet.allOf(ContentCoding.class))).isEmpty();
    assertThat(of().excludesIdentity()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity;q=0", "*;q=0", "gzip, *;q=0", "gzip;q=0, identity;q=0.0"})
  void knowsThatIdentityIsExcluded(String accepted) {
    assertThat(of(accepted).excludesIdentity()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gzip", "*", "identity;q=0.1, *;q=0", "*;q=0.1", "gzip;q=0"})
  void knowsThatIdentityIsNotExcluded(String accepted) {
    assertThat(of(accepted).excludesIdentity()).isFalse();
  }

  @Test
  void manyClientsDoNotGetThePreferencesOfOthers() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        String line = "br;q=0." + i + ", gzip;q=0.5";
        String expected = Double.parseDouble("0." + i) >= 0.5 ? "br" : "gzip";
        assertThat(best(of(line), EnumSet.allOf(ContentCoding.class))).isEqualTo(expected);
      }
    }
  }

  @Test
  void aLongLineIsReadToo() {
    String line = "br;q=0, ".repeat(100) + "gzip";
    assertThat(best(of(line), EnumSet.allOf(ContentCoding.class))).isEqualTo("gzip");
  }

  @Test
  void aCodingHasItsNames() {
    assertThat(ContentCoding.named("X-GZIP")).contains(ContentCoding.GZIP);
    assertThat(ContentCoding.named("br")).contains(ContentCoding.BROTLI);
    assertThat(ContentCoding.named("deflate")).isEmpty();
    assertThat(ContentCoding.ZSTD.field()).hasToString("Content-Encoding: zstd");
  }
}
