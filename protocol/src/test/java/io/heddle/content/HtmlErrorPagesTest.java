package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.Field;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlErrorPagesTest {
  private static final ConnectionInfo CONNECTION = HeadOf.get("/").connection();
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
  private static final Response NOT_FOUND = Response.error(Status.NOT_FOUND, "no such file");

  private final HtmlErrorPages pages = new HtmlErrorPages();

  private Response page(Response error, String accept) {
    return pages.page(
        error, Optional.of(HeadOf.get("/").with(HeaderName.ACCEPT, accept)), CONNECTION);
  }

  private static String content(Response response) {
    return response.body() instanceof Body.Bytes(byte[] bytes, int from, int to, _)
        ? new String(bytes, from, to - from, StandardCharsets.UTF_8)
        : "not in memory";
  }

  private static void assertIsText(Response response) {
    assertThat(content(response)).isEqualTo("404 Not Found: no such file\n");
    assertThat(response.first(HeaderName.CONTENT_TYPE)).contains("text/plain; charset=utf-8");
  }

  @Test
  void showsABrowserAPage() {
    Response page = page(NOT_FOUND, BROWSER);
    assertThat(page.status()).isEqualTo(Status.NOT_FOUND);
    assertThat(page.first(HeaderName.CONTENT_TYPE)).contains("text/html; charset=utf-8");
    assertThat(content(page))
        .startsWith("<!doctype html>")
        .endsWith("</html>\n")
        .contains(
            "<title>404 Not Found</title>",
            "<p class=\"reason\">no such file</p>",
            "<a href=\"/\">")
        .doesNotContain("${");
  }

  @Test
  void supportsPhonesAndDarkMode() {
    assertThat(content(page(NOT_FOUND, BROWSER)))
        .contains("width=device-width", "\"color-scheme\" content=\"light dark\"", "light-dark(");
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(content(page(NOT_FOUND, BROWSER)))
        .doesNotContain("://", "src=", "@import", "url(", "<script");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/*;q=0.5, text/html", "text/html;q=0.2, text/plain;q=0.1"})
  void shows(String accept) {
    assertThat(content(page(NOT_FOUND, accept))).startsWith("<!doctype html>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "",
        "application/json",
        "text/*",
        "text/plain",
        "text/html, text/plain",
        "text/html;q=0.5, */*",
        "text/html;q=0, */*;q=0",
        "text/html;q=x",
      })
  void sendsTextToOtherClients(String accept) {
    assertIsText(page(NOT_FOUND, accept));
  }

  @Test
  void sendsTextWithoutAccept() {
    assertIsText(pages.page(NOT_FOUND, Optional.of(HeadOf.get("/")), CONNECTION));
    assertIsText(pages.page(NOT_FOUND, Optional.empty(), CONNECTION));
  }

  @ParameterizedTest
  @ValueSource(strings = {BROWSER, "*/*"})
  void variesByAccept(String accept) {
    assertThat(page(NOT_FOUND, accept).first(HeaderName.VARY)).contains("Accept");
  }

  @ParameterizedTest
  @ValueSource(strings = {BROWSER, "*/*"})
  void keepsStatusAndFieldsOfTheError(String accept) {
    Response error =
        Response.error(Status.METHOD_NOT_ALLOWED, "allowed here: GET")
            .with(HeaderName.ALLOW, "GET")
            .thenClose();
    Response page = page(error, accept);
    assertThat(page.fields()).extracting(Field::toString).contains("Allow: GET");
    assertThat(page.isClosing()).isTrue();
    assertThat(page.status()).isEqualTo(Status.METHOD_NOT_ALLOWED);
  }

  @Test
  void escapesTheReason() {
    Response error =
        Response.error(new Status(418, "A & B"), "no <script>alert('x')</script> for \"you\"");
    assertThat(content(page(error, BROWSER)))
        .contains("no &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; for &quot;you&quot;")
        .contains("<title>418 A &amp; B</title>")
        .doesNotContain("<script");
  }

  @Test
  void fillsNoPlaceholderInAReason() {
    Response error = Response.error(Status.NOT_FOUND, "${code} $1 \\0");
    assertThat(content(page(error, BROWSER))).contains(">${code} $1 \\0</p>");
  }
}
