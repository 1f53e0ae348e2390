package io.heddle.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Body;
import io.heddle.http.ConnectionInfo;
import io.heddle.http.ErrorPages;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error pages from files. */
class OwnErrorPagesTest {
  private static final ConnectionInfo CONNECTION = HeadOf.get("/").connection();

  @TempDir private Path folder;

  private Path page(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String text(Response page) {
    Body.Bytes bytes = (Body.Bytes) page.body();
    return new String(bytes.bytes(), bytes.from(), bytes.to() - bytes.from(), UTF_8);
  }

  @Test
  void aStatusHasItsOwnPageOrThatOfItsClass() throws Exception {
    ErrorPages pages =
        new OwnErrorPages(
            Map.of(404, page("404.html", "<p>not here"), 5, page("5xx.txt", "sorry")),
            ErrorPages.TEXT);
    Response missing =
        Response.error(Status.NOT_FOUND, "nothing is here").with(HeaderName.ALLOW, "GET");
    Response page = pages.page(missing, Optional.empty(), CONNECTION);
    assertThat(page.status()).isEqualTo(Status.NOT_FOUND);
    assertThat(page.first(HeaderName.CONTENT_TYPE)).contains("text/html; charset=utf-8");
    assertThat(page.first(HeaderName.ALLOW)).contains("GET");
    assertThat(text(page)).isEqualTo("<p>not here");
    Response failed = Response.error(Status.SERVICE_UNAVAILABLE, "busy");
    assertThat(text(pages.page(failed, Optional.empty(), CONNECTION))).isEqualTo("sorry");
    Response other = Response.error(Status.FORBIDDEN, "no");
    assertThat(pages.page(other, Optional.empty(), CONNECTION)).isSameAs(other);
  }

  @Test
  void refusesAFileThatIsTooLarge() throws Exception {
    Path large = page("large.html", "x".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> new OwnErrorPages(Map.of(404, large), ErrorPages.TEXT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("large.html is larger than 1 MiB");
  }
}
