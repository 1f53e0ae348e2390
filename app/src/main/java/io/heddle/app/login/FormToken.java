package io.heddle.app.login;

import io.heddle.http.Request;
import io.heddle.session.Cookies;
import io.heddle.session.SetCookie;
import io.heddle.session.WithheldCookies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * A random text that is in a form and in a cookie. Another site can make a browser send a form, but
 * it knows neither, so a form that does not match the cookie comes from elsewhere. The server keeps
 * nothing: showing the form to everyone costs no session.
 */
final class FormToken {
  /** The name of the field in the form. */
  static final String FIELD = "token";

  private static final SetCookie COOKIE = SetCookie.of("heddle-login", "");

  /** What keeps the cookie from handlers. */
  static final WithheldCookies WITHHELD = new WithheldCookies(COOKIE);

  private static final int BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /** The token of the client's cookie, which several open pages share; empty if it has none. */
  Optional<String> sent(Request request) {
    return Cookies.of(request.headers())
        .only(COOKIE.nameIn(request.head()))
        .filter(token -> token.matches("[\\w-]{22}"));
  }

  String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  SetCookie cookie(String token) {
    return COOKIE.withValue(token);
  }

  /** Whether the token of a form is that of the client. */
  boolean matches(Request request, String field) {
    return sent(request)
        .filter(
            token ->
                MessageDigest.isEqual(
                    token.getBytes(StandardCharsets.UTF_8), field.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }
}
