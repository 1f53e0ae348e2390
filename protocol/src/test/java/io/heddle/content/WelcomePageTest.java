package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeadOf;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WelcomePageTest {
  private final WelcomePage page = new WelcomePage("epoll");
  private final Response response = page.handle(HeadOf.get("/").request());

  private String html() {
    return response.body() instanceof Body.Bytes(byte[] bytes, int from, int to, _)
        ? new String(bytes, from, to - from, StandardCharsets.UTF_8)
        : "not in memory";
  }

  @Test
  void isAnHtmlPage() {
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly("Content-Type: text/html; charset=utf-8");
    assertThat(html()).startsWith("<!doctype html>").endsWith("</html>\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ping",
        "/api/",
        "/echo",
        "/echo/hello",
        "/user-agent",
        "/read",
        "/visits",
        "/stats"
      })
  void linksToTheRoutes(String path) {
    assertThat(html()).contains("href=\"" + path + "\"");
  }

  @Test
  void namesTheEngineThatRuns() {
    assertThat(html()).contains("<code>epoll</code>").doesNotContain("${");
  }

  @Test
  void escapesTheEnginesName() {
    Response odd = new WelcomePage("<b>\"&'").handle(HeadOf.get("/").request());
    assertThat(odd.body()).isInstanceOf(Body.Bytes.class);
    assertThat(new String(((Body.Bytes) odd.body()).bytes(), StandardCharsets.UTF_8))
        .contains("&lt;b&gt;&quot;&amp;&#39;")
        .doesNotContain("<b>");
  }

  @Test
  void saysHowToServeFiles() {
    assertThat(html()).contains("<code>--root DIR</code>");
  }

  @Test
  void supportsPhonesAndDarkMode() {
    assertThat(html())
        .contains("width=device-width", "\"color-scheme\" content=\"light dark\"", "light-dark(");
  }

  @Test
  void loadsNothingFromElsewhere() {
    assertThat(html()).doesNotContain("://", "src=", "@import", "url(");
  }

  @Test
  void isBuiltOnceAndNeverBlocks() {
    assertThat(page.handle(HeadOf.get("/").request())).isSameAs(response);
    assertThat(page.blocking()).isEqualTo(Blocking.NEVER);
  }
}
