package io.heddle.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send in Cookie fields. */
class CookiesTest {
  private static Cookies cookies(String... fields) {
    HeadOf head = HeadOf.get("/");
    for (String field : fields) {
      head = head.with(HeaderName.of("Cookie"), field);
    }
    return Cookies.of(head.headers());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a=1              | 1
          b=2; a=1; c=3    | 1
          b=2;a=1          | 1
          ;; a=1;;         | 1
          a = 1 ; b=2      | 1
          a=b=c            | b=c
          a==              | =
          a="x y"          | "x y"
          a="x;y"          | "x
          a=x, y           | x, y
          a=x y            | x y
          a=é\\            | é\\
          a=               | ``
          A=2; a=1         | 1
          """)
  void valuesAreReadAsBrowsersSendThem(String field, String value) {
    assertThat(cookies(field).first("a")).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "a", "a; b=1", "=1", " =a=1", "b=a=1", "b=1;", "A=1", "aa=1"})
  void whatHasAnotherNameOrNoneIsNotFound(String field) {
    assertThat(cookies(field).first("a")).isEmpty();
  }

  @Test
  void tabsAroundNamesAndValuesAreDropped() {
    assertThat(cookies("\tb=2;\ta\t=\t1\t").first("a")).contains("1");
  }

  @Test
  void theFirstOfSeveralIsTheOneOfTheLongestPath() {
    assertThat(cookies("a=1; b=2; a=3", "a=4").first("a")).contains("1");
    assertThat(cookies("a=1; b=2; a=3", "a=4").all("a")).containsExactly("1", "3", "4");
  }

  @Test
  void ofSeveralDifferentOnesNoneIsTheOnlyOne() {
    assertThat(cookies("a=1; b=2; a=3").only("a")).isEmpty();
    assertThat(cookies("a=1; b=2; a=1").only("a")).contains("1");
    assertThat(cookies("b=1").only("a")).isEmpty();
  }

  @Test
  void thousandsOfCookiesAreReadInOrder() {
    StringBuilder field = new StringBuilder();
    for (int i = 0; i < 4_000; i++) {
      field.append("c").append(i).append("=").append(i).append(";");
    }
    Cookies cookies = cookies(field.append("a=").append("x".repeat(4096)).toString());
    assertThat(cookies.first("c3999")).contains("3999");
    assertThat(cookies.first("a")).contains("x".repeat(4096));
  }

  @Test
  void withoutAFieldThereAreNone() {
    assertThat(cookies().all("a")).isEqualTo(List.of());
  }
}
