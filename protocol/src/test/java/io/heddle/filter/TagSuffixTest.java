package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Method;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The entity tags of compressed content, and conditions with them. */
class TagSuffixTest {
  private static final String TEXT = GzipText.numbers(5_000);
  private static final String LONG_TEXT = GzipText.numbers(200_000);
  private static final Instant NOW = Instant.parse("2025-11-01T12:00:00Z");

  private final DeflaterPool deflaters = new DeflaterPool(6, 2);
  private final Compression filter = new Compression(1_024, deflaters);

  private Response ask(HeadOf head, Response response) throws Exception {
    Handler handler = _ -> response;
    return handler.with(filter).handle(head.request());
  }

  private static HeadOf gzip() {
    return HeadOf.get("/").with(HeaderName.ACCEPT_ENCODING, "gzip");
  }

  private static Response text(String text) {
    return Response.text(text);
  }

  private static String field(Response response, HeaderName name) {
    return response.first(name).orElse("none");
  }

  private void assertCompressed(Response response, String text) throws IOException {
    assertThat(response.first(HeaderName.CONTENT_ENCODING)).contains("gzip");
    assertThat(GzipText.decoded(GzipText.sent(response.body()))).isEqualTo(text);
    assertThat(deflaters.reserved()).as("deflaters in use").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "'\"a\"', '\"a-gzip\"'",
    "'W/\"a\"', 'W/\"a\"'",
    "malformed, malformed",
  })
  void aStrongTagGetsASuffix(String tag, String tagOfCompressed) throws Exception {
    for (String content : List.of(TEXT, LONG_TEXT)) {
      Response response = ask(gzip(), text(content).with(HeaderName.ETAG, tag));
      assertThat(field(response, HeaderName.ETAG)).isEqualTo(tagOfCompressed);
      assertCompressed(response, content);
    }
  }

  @Test
  void conditionsSeeTheTagThatTheClientKnows() throws Exception {
    Handler page = _ -> text(LONG_TEXT).with(HeaderName.ETAG, "\"a\"");
    Handler site = page.with(filter).with(new ConditionalRequests(InstantSource.fixed(NOW)));
    Response known = site.handle(gzip().with(HeaderName.IF_NONE_MATCH, "\"a-gzip\"").request());
    assertThat(known.status()).isEqualTo(Status.NOT_MODIFIED);
    assertThat(known.fields())
        .extracting(Field::toString)
        .contains("ETag: \"a-gzip\"", "Vary: Accept-Encoding");
    assertThat(site.handle(gzip().with(HeaderName.IF_NONE_MATCH, "\"a\"").request()).status())
        .isEqualTo(Status.OK);
    assertThat(
            site.handle(HeadOf.get("/").with(HeaderName.IF_NONE_MATCH, "\"a\"").request()).status())
        .isEqualTo(Status.NOT_MODIFIED);
    assertThat(site.handle(gzip().with(HeaderName.IF_MATCH, "\"a-gzip\"").request()).status())
        .isEqualTo(Status.OK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a-gzip\"              | \"a-gzip\", \"a\"",
        "\"a\", \"b-gzip\"       | \"a\", \"b-gzip\", \"b\"",
        "\"a-gzip\",\"b-gzip\"   | \"a-gzip\", \"a\",\"b-gzip\", \"b\"",
        "\"-gzip\"               | \"-gzip\", \"\"",
        "W/\"a-gzip\"            | W/\"a-gzip\"",
        "\"a\"                   | \"a\"",
        "\"a-gzip-b\"            | \"a-gzip-b\"",
        "*                       | *",
      })
  void aChangeMayBeBasedOnTheCompressedContent(String sent, String seen) throws Exception {
    for (HeaderName name : List.of(HeaderName.IF_MATCH, HeaderName.IF_NONE_MATCH)) {
      List<Request> requests = new ArrayList<>();
      Handler handler =
          request -> {
            requests.add(request);
            return Response.of(Status.NO_CONTENT);
          };
      Request request =
          HeadOf.of(Method.PUT, "/a?b")
              .with(HeaderName.HOST, "localhost")
              .with(name, sent)
              .request();
      handler.with(filter).handle(request);
      assertThat(requests.getFirst().headers().all(name)).containsExactly(seen);
      assertThat(requests.getFirst().headers().first(HeaderName.HOST)).contains("localhost");
      assertThat(requests.getFirst().head().target()).isEqualTo("/a?b");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void theConditionsOfAReaderStayAsTheyAre(Method method) throws Exception {
    Request request = HeadOf.of(method, "/").with(HeaderName.IF_MATCH, "\"a-gzip\"").request();
    Handler handler =
        seen -> {
          assertThat(seen).isSameAs(request);
          return Response.of(Status.NO_CONTENT);
        };
    handler.with(filter).handle(request);
  }
}
