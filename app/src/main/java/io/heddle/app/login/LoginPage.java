package io.heddle.app.login;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The page on which people log in and out. It needs no scripts and nothing from elsewhere.
 * Thread-safe.
 */
final class LoginPage {
  private static final String FILE = "login.html";

  /**
   * It is never stored, because of its token; nor compressed, because the size would tell what the
   * token has in common with the query. No page may frame it.
   */
  private static final List<Field> FIELDS =
      List.of(
          Field.of(HeaderName.CACHE_CONTROL, "no-store, no-transform"),
          Field.of(
              HeaderName.of("Content-Security-Policy"),
              "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self';"
                  + " frame-ancestors 'none'; base-uri 'none'"),
          Field.of(HeaderName.of("X-Frame-Options"), "DENY"),
          Field.of(HeaderName.of("Referrer-Policy"), "same-origin"));

  /**
   * What a form shows.
   *
   * @param user the name that was entered before
   * @param to where the login leads
   * @param problem why the last try failed; empty at first
   */
  record Form(String user, String to, String problem) {
    Form with(String other) {
      return new Form(user, to, other);
    }
  }

  private final Template template;
  private final String path;
  private final String realm;

  LoginPage(String path, String realm) {
    this.template = Mustache.compiler().emptyStringIsFalse(true).compile(text());
    this.path = path;
    this.realm = realm;
  }

  private static String text() {
    try (InputStream html =
        Objects.requireNonNull(LoginPage.class.getResourceAsStream(FILE), FILE)) {
      return new String(html.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own page cannot be read", e);
    }
  }

  /** The form. */
  Response form(Status status, Form form, String token) {
    return page(
        status,
        Map.of(
            "form",
            true,
            "realm",
            realm,
            "path",
            path,
            "user",
            form.user(),
            "to",
            form.to(),
            "problem",
            form.problem(),
            "token",
            token));
  }

  /** Who is logged in, and a button for logging out. */
  Response loggedIn(String user, String to) {
    return page(
        Status.OK, Map.of("form", false, "realm", realm, "path", path, "user", user, "to", to));
  }

  private Response page(Status status, Map<String, Object> texts) {
    Response page = Response.ok(MediaType.HTML, Body.text(template.execute(texts))).with(status);
    for (Field field : FIELDS) {
      page = page.append(field);
    }
    return page;
  }
}
