package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests are redirected to. */
class RedirectTest {
  private static final Status PERMANENT = new Status(308, "Permanent Redirect");

  @ParameterizedTest
  @CsvSource({
    "/new, /old/a?b=c, /new",
    "/new/{rest}, /old/a/b?c=d, /new/a/b",
    "/new/{rest}{query}, /old/a?b=c, /new/a?b=c",
    "/new{path}{query}, /old/, /new/old/",
    "{uri}, /old/a?b, /old/a?b",
    "https://example.org{uri}, /old/a?b, https://example.org/old/a?b",
    "{scheme}://www.{host}{uri}, /old/a, http://www.localhost/old/a",
    "//example.org/{rest}, /old/a, //example.org/a",
  })
  void placeholdersAreReplaced(String target, String request, String location) {
    Response response =
        new Redirect(PERMANENT, target, "/old/").handle(HeadOf.get(request).request());
    assertThat(response.status()).isEqualTo(PERMANENT);
    assertThat(response.first(HeaderName.LOCATION)).contains(location);
  }

  @ParameterizedTest
  @CsvSource({
    "/{rest}, /old//evil.example/, /evil.example/",
    "/{rest}, /old////evil.example/, /evil.example/",
    "{uri}, //evil.example/, /evil.example/"
  })
  void aPathDoesNotLeadToAnotherHost(String target, String request, String location) {
    Response response =
        new Redirect(PERMANENT, target, "/old/").handle(HeadOf.get(request).request());
    assertThat(response.first(HeaderName.LOCATION)).contains(location);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a b",
        "/{path",
        "/{what}",
        "/a\r\nb",
        "/é",
        "/a}",
        "https://example.org{rest}",
        "{rest}",
        "www.example.org{uri}",
        "https://{rest}",
        "mailto:x"
      })
  void refusesMalformedTargets(String target) {
    assertThatThrownBy(() -> new Redirect(PERMANENT, target, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
