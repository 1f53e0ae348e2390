package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

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
  private final Compression filter = new Compression(1_024, deflaters, new CompressedForms());

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
    "'\"a\"', '\"a-gzip6\"'",
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

  /** Each level makes other bytes. */
  @Test
  void eachLevelHasItsOwnTag() throws Exception {
    Compression best = new Compression(1_024, new DeflaterPool(9, 2), new CompressedForms());
    Handler page = _ -> text(TEXT).with(HeaderName.ETAG, "\"a\"");
    Handler known = page.with(best).with(new ConditionalRequests(InstantSource.fixed(NOW)));
    assertThat(field(known.handle(gzip().request()), HeaderName.ETAG)).isEqualTo("\"a-gzip9\"");
    HeadOf head = gzip().with(HeaderName.IF_NONE_MATCH, "\"a-gzip6\"");
    assertThat(known.handle(head.request()).status()).isEqualTo(Status.OK);
  }

  /** The tags are those of the plain content, "a", and of the compressed, "a-gzip6". */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "gzip                   | If-None-Match | \"a-gzip6\"            | 304 | \"a-gzip6\"",
        "gzip                   | If-None-Match | W/\"a-gzip6\"          | 304 | \"a-gzip6\"",
        "gzip                   | If-None-Match | \"a\"                 | 304 | \"a\"",
        "gzip                   | If-None-Match | \"b\", W/\"a\"        | 304 | \"a\"",
        "gzip                   | If-None-Match | \"a\", \"a-gzip6\"     | 304 | \"a-gzip6\"",
        "gzip                   | If-None-Match | *                     | 304 | \"a-gzip6\"",
        "gzip                   | If-None-Match | \"b\"                 | 200 | \"a-gzip6\"",
        "gzip                   | If-None-Match | \"b-gzip6\"            | 200 | \"a-gzip6\"",
        "gzip                   | If-Match      | \"a-gzip6\"            | 200 | \"a-gzip6\"",
        "gzip                   | If-Match      | \"a\"                 | 200 | \"a\"",
        "gzip                   | If-Match      | *                     | 200 | \"a-gzip6\"",
        "gzip                   | If-Match      | W/\"a\"               | 412 | none",
        "gzip                   | If-Match      | \"b\"                 | 412 | none",
        "identity               | If-None-Match | \"a\"                 | 304 | \"a\"",
        "identity               | If-None-Match | \"a-gzip6\"            | 200 | \"a\"",
        "identity               | If-Match      | \"a-gzip6\"            | 412 | none",
        "'gzip, identity;q=0'   | If-None-Match | \"a\"                 | 200 | \"a-gzip6\"",
        "'gzip, identity;q=0'   | If-Match      | \"a\"                 | 412 | none",
      })
  void aReaderGetsTheFormThatItsConditionsName(
      String codings, String name, String tags, int status, String tag) throws Exception {
    for (String content : List.of(TEXT, LONG_TEXT)) {
      Handler page = _ -> text(content).with(HeaderName.ETAG, "\"a\"");
      Handler site = page.with(filter).with(new ConditionalRequests(InstantSource.fixed(NOW)));
      HeadOf head =
          HeadOf.get("/").with(HeaderName.ACCEPT_ENCODING, codings).with(HeaderName.of(name), tags);
      Response response = site.handle(head.request());
      assertThat(response.status().code()).isEqualTo(status);
      assertThat(field(response, HeaderName.ETAG)).isEqualTo(tag);
      if (status != 412) {
        assertThat(field(response, HeaderName.VARY)).isEqualTo("Accept-Encoding");
      }
      response.body().close();
    }
    assertThat(deflaters.reserved()).isZero();
  }

  /** If-Match comes first, as everywhere. */
  @Test
  void ifMatchDecidesWhichFormIsMeant() throws Exception {
    HeadOf head =
        gzip().with(HeaderName.IF_MATCH, "\"a\"").with(HeaderName.IF_NONE_MATCH, "\"a-gzip6\"");
    Response response = ask(head, text(TEXT).with(HeaderName.ETAG, "\"a\""));
    assertThat(field(response, HeaderName.ETAG)).isEqualTo("\"a\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a-gzip6\"              | \"a-gzip6\", \"a\"",
        "\"a\", \"b-gzip6\"       | \"a\", \"b-gzip6\", \"b\"",
        "\"a-gzip6\",\"b-gzip6\"   | \"a-gzip6\", \"a\",\"b-gzip6\", \"b\"",
        "\"-gzip6\"               | \"-gzip6\", \"\"",
        "\"a-gzip9\"              | \"a-gzip9\", \"a\"",
        "\"a-gzip\"               | \"a-gzip\"",
        "\"a-gzip0\"              | \"a-gzip0\"",
        "W/\"a-gzip6\"            | W/\"a-gzip6\"",
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
    Request request = HeadOf.of(method, "/").with(HeaderName.IF_MATCH, "\"a-gzip6\"").request();
    Handler handler =
        seen -> {
          assertThat(seen).isSameAs(request);
          return Response.of(Status.NO_CONTENT);
        };
    handler.with(filter).handle(request);
  }
}
