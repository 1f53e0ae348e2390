package io.heddle.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cookies that handlers do not see. */
class WithheldCookiesTest {
  private static final HeaderName COOKIE = HeaderName.of("Cookie");
  private static final WithheldCookies OURS =
      new WithheldCookies(SetCookie.of("own", ""), SetCookie.of("mine", ""));

  private static Request request(String... cookies) {
    HeadOf head = HeadOf.get("/").with(HeaderName.ACCEPT, "text/html");
    for (String cookie : cookies) {
      head = head.with(COOKIE, cookie);
    }
    return head.request();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          own=1; a="x y"              | a="x y"
          a=1; own=2; b=3             | a=1; b=3
          a=1;own=2;b=3               | a=1;b=3
          a=1; mine=2; own=3          | a=1
          a=1;  b = é ; own=2; own=3  | a=1;  b = é
          a=1; __Host-own=2           | a=1
           own = 1 ; ; owner=2; Own=3 | ; owner=2; Own=3
          own="x;y"; a=1              | y"; a=1
          """)
  void theOthersStayAsTheyAre(String sent, String left) {
    assertThat(OURS.without(request(sent)).headers().all(COOKIE)).containsExactly(left);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own=1", "own=1; mine=2", "__Host-own=", "own=1; own=2"})
  void aFieldWithoutOthersIsGone(String sent) {
    Request left = OURS.without(request(sent));
    assertThat(left.headers().contains(COOKIE)).isFalse();
    assertThat(left.headers().first(HeaderName.ACCEPT)).contains("text/html");
  }

  @Test
  void severalFieldsAreRead() {
    assertThat(OURS.without(request("a=1", "own=2", "b=3; mine=4")).headers().all(COOKIE))
        .containsExactly("a=1", "b=3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1; b=2 ", "own", "a=own=1", "own1=2", "__Secure-own=1", ""})
  void aRequestWithoutThemStaysTheSame(String sent) {
    Request request = request(sent);
    assertThat(OURS.without(request)).isSameAs(request);
  }
}
