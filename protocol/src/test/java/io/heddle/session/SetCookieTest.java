package io.heddle.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.HeadOf;
import io.heddle.http.RequestHead;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Set-Cookie fields. */
class SetCookieTest {
  private static final RequestHead PLAIN = HeadOf.get("/");
  private static final RequestHead SECURE = new SecureHead(HeadOf.get("/"));

  private static String value(SetCookie cookie, RequestHead head) {
    assertThat(cookie.field(head).name()).hasToString("Set-Cookie");
    return cookie.field(head).value();
  }

  @Test
  void theDefaultsAreSafe() {
    SetCookie cookie = SetCookie.of("a", "1");
    assertThat(value(cookie, PLAIN)).isEqualTo("a=1; Path=/; HttpOnly; SameSite=Lax");
    assertThat(value(cookie, SECURE))
        .isEqualTo("__Host-a=1; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(cookie.nameIn(PLAIN)).isEqualTo("a");
    assertThat(cookie.nameIn(SECURE)).isEqualTo("__Host-a");
  }

  @Test
  void aCookieOfAPathOrADomainHasNoPrefix() {
    assertThat(value(SetCookie.of("a", "1").withPath("/b"), SECURE))
        .isEqualTo("a=1; Path=/b; Secure; HttpOnly; SameSite=Lax");
    assertThat(value(SetCookie.of("a", "1").withDomain("example.org"), SECURE))
        .isEqualTo("a=1; Path=/; Domain=example.org; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void everyAttributeCanBeChosen() {
    SetCookie cookie =
        SetCookie.of("a", "1")
            .withMaxAge(Duration.ofHours(1))
            .with(SameSite.STRICT)
            .forScripts()
            .withValue("2");
    assertThat(value(cookie, PLAIN)).isEqualTo("a=2; Path=/; Max-Age=3600; SameSite=Strict");
    assertThat(value(cookie.deleted(), PLAIN)).isEqualTo("a=; Path=/; Max-Age=0; SameSite=Strict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=b", "a;b", "é", "a\r\nX: y", "__Host-a", "__secure-a"})
  void aNameIsATokenWithoutAPrefix(String name) {
    assertThatThrownBy(() -> SetCookie.of(name, "1")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a b", "a;b", "a,b", "\"a\"", "a\\b", "é", "a\tb", "a\r\nSet-Cookie: b", "\0"})
  void aValueThatBrowsersReadDifferentlyIsRefused(String value) {
    assertThatThrownBy(() -> SetCookie.of("a", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the cookie a has the character U+");
    assertThatThrownBy(() -> SetCookie.of("a", "1").withValue(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCookieIsNoLargerThanBrowsersAccept() {
    String largest = "x".repeat(4096 - "__Host-a".length());
    assertThat(value(SetCookie.of("a", largest), SECURE)).contains(largest);
    assertThatThrownBy(() -> SetCookie.of("a", largest + "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/a;b", "/a b", "/\n"})
  void aPathIsAPath(String path) {
    assertThatThrownBy(() -> SetCookie.of("a", "1").withPath(path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsTextDoesNotTellTheValue() {
    assertThat(SetCookie.of("a", "secret")).hasToString("cookie a");
  }
}
