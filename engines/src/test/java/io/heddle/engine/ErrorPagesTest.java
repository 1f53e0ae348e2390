package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.ErrorPages;
import io.heddle.http.MediaType;
import java.io.IOException;

/** Error pages of a program that embeds the server, for errors from everywhere. */
class ErrorPagesTest {
  private static final ErrorPages PAGES =
      (error, head, _) ->
          error
              .replace(MediaType.HTML.field())
              .with(
                  Body.text(
                      "<h1>Our "
                          + error.status().code()
                          + "</h1> for "
                          + head.map(known -> known.path().toString()).orElse("nobody")));

  @EachEngine
  void theirPageIsShownForEveryError(Variant engine) throws IOException {
    try (Server server = engine.server().errorPages(PAGES).maxConnections(2).start();
        Client client = server.connect()) {
      assertPage(client.get("/none").read(), 404, "/none");
      assertPage(client.get("/fail?how=error").read(), 500, "/fail");
      assertPage(client.get("/fail-inline?how=client").read(), 403, "/fail-inline");
      Client second = server.connect();
      assertThat(second.get("/ping").read().text()).isEqualTo("pong");
      try (Client third = server.connect()) {
        assertPage(third.read(), 503, "nobody");
      }
      assertPage(client.send("nonsense\n\n").read(), 400, "nobody");
      second.close();
    }
  }

  private static void assertPage(Reply reply, int status, String path) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.field("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(reply.text()).isEqualTo("<h1>Our " + status + "</h1> for " + path);
  }
}
