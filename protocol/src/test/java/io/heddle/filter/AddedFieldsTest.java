package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.ErrorPages;
import io.heddle.http.Field;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AddedFieldsTest {
  private static final HeaderName FRAMES = HeaderName.of("X-Frame-Options");
  private static final HeaderName LINK = HeaderName.of("Link");

  private final AddedFields added =
      new AddedFields(
          List.of(
              Field.of(FRAMES, "DENY"),
              Field.of(LINK, "<a>"),
              Field.of(LINK, "<b>"),
              Field.of(HeaderName.VARY, "Origin")));

  private List<String> fields(Response response) throws Exception {
    return added.filter(HeadOf.get("/").request(), _ -> response).fields().stream()
        .map(Field::toString)
        .toList();
  }

  @Test
  void responsesGetAllFields() throws Exception {
    assertThat(fields(Response.of(Status.NO_CONTENT)))
        .containsExactly("X-Frame-Options: DENY", "Link: <a>", "Link: <b>", "Vary: Origin");
  }

  @Test
  void aResponseKeepsItsOwn() throws Exception {
    Response own =
        Response.of(Status.OK)
            .with(HeaderName.VARY, "Accept")
            .with(HeaderName.of("x-frame-options"), "SAMEORIGIN");
    assertThat(fields(own))
        .containsExactly(
            "Vary: Accept",
            "x-frame-options: SAMEORIGIN",
            "Link: <a>",
            "Link: <b>",
            "Vary: Origin");
  }

  @Test
  void errorsGetThemOnce() throws Exception {
    Response error = Response.error(Status.NOT_FOUND, "nothing");
    Response filtered = added.filter(HeadOf.get("/").request(), _ -> error);
    Response page =
        added
            .around(ErrorPages.TEXT)
            .page(filtered, Optional.empty(), HeadOf.get("/").connection());
    assertThat(page.fields().stream().map(Field::toString))
        .containsExactly(
            "Content-Type: text/plain; charset=utf-8",
            "X-Frame-Options: DENY",
            "Link: <a>",
            "Link: <b>",
            "Vary: Origin");
  }
}
