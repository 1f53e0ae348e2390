package io.heddle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which values no log has. */
final class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "/?token=abc, /?token=***",
    "/a?b=c&access_token=x.y.z&d=e, /a?b=c&access_token=***&d=e",
    "/?Api-Key=1&apikey=2, /?Api-Key=***&apikey=***",
    "/?password=a=b&x, /?password=***&x",
    "/?pass%77ord=a, /?pass%77ord=***",
    "/?X-Amz-Signature=a;sid=b, /?X-Amz-Signature=***;sid=***",
    "/?client_secret=, /?client_secret=***",
    "https://a.test/cb?code=4/0A&state=1#x, https://a.test/cb?code=***&state=1#x",
    "/?q#token=abc, /?q#token=***",
    "GET /?key=abc HTTP/1.1, GET /?key=*** HTTP/1.1",
    "GET /?key=ab, GET /?key=***",
    "/?a=b?token=c, /?a=b?token=***"
  })
  void valuesOfSecretParametersAreMasked(String text, String masked) {
    assertThat(Secrets.masked(text)).isEqualTo(masked);
  }

  /** Counts how often its characters are looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      looks += end - start;
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"&", "a&", ";", "?", "token&", "key=&"})
  void eachCharacterIsLookedAtAFewTimes(String parameter) {
    Counted text = new Counted(parameter.repeat(10_000) + "=x");
    assertThat(Secrets.masked(text, 0)).endsWith("=x");
    assertThat(text.looks).isLessThan(5L * text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/token=abc",
        "/?token",
        "/?page=2&monkey=3&keyword=4&%zz=1&pinned=1",
        "?=",
        "/?&&=&"
      })
  void othersStayAsTheyAre(String text) {
    assertThat(Secrets.masked(text)).isEqualTo(text);
  }
}
