package io.heddle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Network;
import io.heddle.http.Networks;
import io.heddle.http.RequestHead;
import io.heddle.http.RequestId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the client of a request is: the connection comes from 127.0.0.1. */
class ForwardingTest {
  private static final Networks PROXIES =
      new Networks(List.of(Network.parse("127.0.0.1"), Network.parse("10.0.0.0/8")));
  private static final Forwarding LISTS =
      new Forwarding(PROXIES, Forwarding.Form.X_FORWARDED, true);
  private static final Forwarding ELEMENTS =
      new Forwarding(PROXIES, Forwarding.Form.FORWARDED, false);
  private static final RequestId OWN = new RequestId(0x1f, 3);

  /** A head with these field lines: name, value, name, value. */
  private static RequestHead head(String... fields) {
    HeadOf head = HeadOf.get("/");
    for (int i = 0; i < fields.length; i += 2) {
      head = head.with(HeaderName.of(fields[i]), fields[i + 1]);
    }
    return head;
  }

  private static String client(Forwarding forwarding, String... fields) {
    return forwarding.seen(head(fields)).client().address().getHostAddress();
  }

  private static String scheme(Forwarding forwarding, String... fields) {
    return forwarding.seen(head(fields)).client().scheme();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1                            | 192.0.2.1
          192.0.2.1:4711                       | 192.0.2.1
          192.0.2.9, 192.0.2.1                 | 192.0.2.1
          192.0.2.9, 192.0.2.1, 10.1.2.3       | 192.0.2.1
          192.0.2.1 ,10.1.2.3 , 127.0.0.1      | 192.0.2.1
          10.9.9.9, 10.1.2.3                   | 10.9.9.9
          unknown, 10.1.2.3                    | 10.1.2.3
          192.0.2.1, unknown                   | 127.0.0.1
          192.0.2.1, , 10.1.2.3                | 10.1.2.3
          192.0.2.1,                           | 127.0.0.1
          2001:db8::1                          | 2001:db8:0:0:0:0:0:1
          [2001:db8::1]                        | 2001:db8:0:0:0:0:0:1
          [2001:db8::1]:4711                   | 2001:db8:0:0:0:0:0:1
          [2001:db8::1]x                       | 127.0.0.1
          [192.0.2.1]                          | 127.0.0.1
          [                                    | 127.0.0.1
          192.0.2.1:                           | 127.0.0.1
          192.0.2.1:x                          | 127.0.0.1
          ::ffff:192.0.2.1                     | 192.0.2.1
          192.0.2.1; DROP                      | 127.0.0.1
          """)
  void theClientIsTheLastAddressThatIsNotTrusted(String value, String expected) {
    assertThat(client(LISTS, "X-Forwarded-For", value)).isEqualTo(expected);
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(
            client(
                LISTS,
                "X-Forwarded-For",
                "192.0.2.9, 192.0.2.1",
                "X-Forwarded-For",
                "10.0.0.1, 10.0.0.2"))
        .isEqualTo("192.0.2.1");
    assertThat(client(LISTS, "X-Forwarded-For", "192.0.2.9", "X-Forwarded-For", "?"))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void withoutTheFieldTheClientIsTheProxy() {
    assertThat(client(LISTS)).isEqualTo("127.0.0.1");
    assertThat(client(LISTS, "Forwarded", "for=192.0.2.1")).isEqualTo("127.0.0.1");
    assertThat(client(ELEMENTS, "X-Forwarded-For", "192.0.2.1")).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https       | https
          HTTPS       | https
          http        | http
          http, https | https
          https, http | http
          ftp         | http
          https,      | http
          """)
  void theSchemeIsThatOfTheNearestProxy(String value, String expected) {
    assertThat(scheme(LISTS, "X-Forwarded-Proto", value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          for=192.0.2.1                                   | 192.0.2.1             | http
          For="192.0.2.1:80"; Proto=https;by=10.0.0.1     | 192.0.2.1             | https
          for="[2001:db8::1]:80";proto=HTTPS              | 2001:db8:0:0:0:0:0:1  | https
          for=192.0.2.9, for=192.0.2.1;proto=https, for=10.0.0.1;proto=http | 192.0.2.1 | https
          for=192.0.2.9;host="a,b", for=10.0.0.1          | 192.0.2.9             | http
          for="192.0.2.9, for=10.0.0.1                    | 10.0.0.1              | http
          for=_hidden, for=10.0.0.1                       | 10.0.0.1              | http
          for=unknown;proto=https                         | 127.0.0.1             | http
          for=192.0.2.1;for=192.0.2.2                     | 127.0.0.1             | http
          for=192.0.2.1;proto=http;proto=https            | 127.0.0.1             | http
          for="192.0.2.1\\"                               | 127.0.0.1             | http
          for="192.0.2.1""                                | 127.0.0.1             | http
          proto=https                                     | 127.0.0.1             | http
          for                                             | 127.0.0.1             | http
          for=                                            | 127.0.0.1             | http
          for=192.0.2.1;                                  | 127.0.0.1             | http
          for=192.0.2.1;proto=gopher                      | 192.0.2.1             | http
          """)
  void elementsNameTheClientToo(String value, String address, String scheme) {
    assertThat(client(ELEMENTS, "Forwarded", value)).isEqualTo(address);
    assertThat(scheme(ELEMENTS, "Forwarded", value)).isEqualTo(scheme);
  }

  @Test
  void anElementOfAClientCannotSwallowThatOfAProxy() {
    assertThat(client(ELEMENTS, "Forwarded", "for=\"192.0.2.9", "Forwarded", "for=192.0.2.1"))
        .isEqualTo("192.0.2.1");
  }

  @Test
  void nobodyElseIsBelieved() {
    Forwarding others =
        new Forwarding(
            new Networks(List.of(Network.parse("10.0.0.0/8"))), Forwarding.Form.X_FORWARDED, true);
    String[] lies = {
      "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", "https", "X-Request-Id", "mine"
    };
    for (Forwarding forwarding : List.of(others, Forwarding.NONE)) {
      assertThat(client(forwarding, lies)).isEqualTo("127.0.0.1");
      assertThat(scheme(forwarding, lies)).isEqualTo("http");
      assertThat(forwarding.named(head(lies), OWN)).hasToString("1f-3");
    }
  }

  @Test
  void theRestOfTheHeadStaysAsItIs() {
    RequestHead seen = LISTS.seen(head("X-Forwarded-For", "192.0.2.1"));
    assertThat(seen.target()).isEqualTo("/");
    assertThat(seen.headers().first(HeaderName.of("X-Forwarded-For"))).contains("192.0.2.1");
    assertThat(seen.connection().peer().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void aTrustedProxyNamesTheRequest() {
    assertThat(LISTS.named(head("X-Request-Id", "a-Z0._~+/=:@9"), OWN))
        .hasToString("a-Z0._~+/=:@9");
    assertThat(ELEMENTS.named(head("X-Request-Id", "a"), OWN)).hasToString("1f-3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a\u001b[2J", "a,b", "\u00e9"})
  void aNameThatCouldHarmALogIsNotUsed(String id) {
    assertThat(LISTS.named(head("X-Request-Id", id), OWN)).hasToString("1f-3");
  }

  @Test
  void aNameIsShortAndOnlyOne() {
    assertThat(LISTS.named(head("X-Request-Id", "a".repeat(128)), OWN).given()).hasSize(128);
    assertThat(LISTS.named(head("X-Request-Id", "a".repeat(129)), OWN)).hasToString("1f-3");
    assertThat(LISTS.named(head("X-Request-Id", "a", "X-Request-Id", "b"), OWN))
        .hasToString("1f-3");
  }
}
