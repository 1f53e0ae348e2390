package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.CountingBody;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionalRequestsTest {
  private static final String LAST_MODIFIED = "Fri, 31 Oct 2025 23:59:59 GMT";

  private final CountingBody counting = new CountingBody();
  private final ConditionalRequests filter =
      new ConditionalRequests(InstantSource.fixed(Instant.parse("2025-11-01T12:00:00Z")));

  private Response page() {
    return Response.ok(MediaType.HTML, counting.body())
        .with(HeaderName.CONTENT_LANGUAGE, "en")
        .with(HeaderName.CACHE_CONTROL, "no-cache")
        .with(HeaderName.LAST_MODIFIED, LAST_MODIFIED);
  }

  private Response ask(HeadOf head, Response response) throws Exception {
    Handler handler = request -> response;
    return handler.with(filter).handle(head.request());
  }

  private static HeadOf since(Method method, String date) {
    return HeadOf.of(method, "/").with(HeaderName.IF_MODIFIED_SINCE, date);
  }

  private void assertPassesOn(HeadOf head, Response response) throws Exception {
    assertThat(ask(head, response)).isSameAs(response);
    assertThat(counting.timesClosed()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void answers304WhenTheClientHasIt(Method method) throws Exception {
    Response response = ask(since(method, LAST_MODIFIED), page());
    assertThat(response.status()).isEqualTo(Status.NOT_MODIFIED);
    assertThat(response.body()).isSameAs(Body.EMPTY);
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly("Cache-Control: no-cache", "Last-Modified: " + LAST_MODIFIED);
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void sendsTheTagAndNotTheDate(Method method) throws Exception {
    HeadOf head = HeadOf.of(method, "/").with(HeaderName.IF_NONE_MATCH, "W/\"a\"");
    Response response = ask(head, page().with(HeaderName.ETAG, "\"a\""));
    assertThat(response.status()).isEqualTo(Status.NOT_MODIFIED);
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly("Cache-Control: no-cache", "ETag: \"a\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void answers412WhenItIsAnotherVersion(Method method) throws Exception {
    HeadOf head = HeadOf.of(method, "/").with(HeaderName.IF_MATCH, "\"b\"");
    Response response = ask(head, page().with(HeaderName.ETAG, "\"a\""));
    assertThat(response.status()).isEqualTo(Status.PRECONDITION_FAILED);
    assertThat(response.reason()).isPresent();
    assertThat(response.first(HeaderName.ETAG)).isEmpty();
    assertThat(counting.timesClosed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "If-Match, *",
    "If-Match, '\"b\", \"a\"'",
    "If-None-Match, \"b\"",
    "If-Unmodified-Since, 'Fri, 31 Oct 2025 23:59:59 GMT'",
  })
  void passesOnWhatTheConditionsAllow(String name, String value) throws Exception {
    Response tagged = page().with(HeaderName.ETAG, "\"a\"");
    assertPassesOn(HeadOf.get("/").with(HeaderName.of(name), value), tagged);
  }

  /** A tag that a handler has misspelled is no tag; the date still counts. */
  @Test
  void ignoresAMalformedTag() throws Exception {
    Response misspelled = page().with(HeaderName.ETAG, "a");
    HeadOf head = HeadOf.get("/").with(HeaderName.IF_NONE_MATCH, "a");
    assertPassesOn(head, misspelled);
    assertThat(ask(since(Method.GET, LAST_MODIFIED), misspelled).status())
        .isEqualTo(Status.NOT_MODIFIED);
  }

  @Test
  void closesTheBodyThatIsNotSent() throws Exception {
    ask(since(Method.GET, LAST_MODIFIED), page());
    assertThat(counting.timesClosed()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'Fri, 31 Oct 2025 23:59:59 GMT', 304",
    "'Sat, 01 Nov 2025 00:00:00 GMT', 304",
    "'Friday, 31-Oct-25 23:59:59 GMT', 304",
    "'Fri Oct 31 23:59:59 2025', 304",
    "'Fri, 31 Oct 2025 23:59:58 GMT', 200",
    "'Thu, 01 Jan 1970 00:00:00 GMT', 200",
    "yesterday, 200",
    "'Sat, 01 Nov 2025 00:00:00 GMT, Sat, 01 Nov 2025 00:00:00 GMT', 200",
    "'', 200",
  })
  void comparesDatesToTheSecond(String date, int status) throws Exception {
    assertThat(ask(since(Method.GET, date), page()).status().code()).isEqualTo(status);
  }

  @Test
  void ignoresTwoLines() throws Exception {
    HeadOf head =
        since(Method.GET, LAST_MODIFIED).with(HeaderName.IF_MODIFIED_SINCE, LAST_MODIFIED);
    assertPassesOn(head, page());
  }

  @Test
  void ignoresTheDateNextToIfNoneMatch() throws Exception {
    HeadOf head = since(Method.GET, LAST_MODIFIED).with(HeaderName.IF_NONE_MATCH, "\"a\"");
    assertPassesOn(head, page());
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GET", "HEAD"})
  void ignoresOtherMethods(Method method) throws Exception {
    assertPassesOn(since(method, LAST_MODIFIED), page());
  }

  @ParameterizedTest
  @CsvSource({"201, Created", "206, Partial Content", "301, Moved Permanently", "404, Not Found"})
  void ignoresOtherStatuses(int code, String reason) throws Exception {
    assertPassesOn(since(Method.GET, LAST_MODIFIED), page().with(new Status(code, reason)));
  }

  /** Section 13.1: no version is named, but there is one. Dates then mean nothing. */
  @ParameterizedTest
  @CsvSource({
    "If-Match, *, 200",
    "If-Match, '\"a\"', 412",
    "If-Match, W/\"a\", 412",
    "If-None-Match, *, 304",
    "If-None-Match, '\"a\"', 200",
    "If-Modified-Since, 'Fri, 31 Oct 2025 23:59:59 GMT', 200",
    "If-Unmodified-Since, 'Thu, 01 Jan 1970 00:00:00 GMT', 200",
  })
  void contentWithoutAVersionExists(String name, String value, int status) throws Exception {
    Response plain = page().without(HeaderName.LAST_MODIFIED);
    for (Method method : List.of(Method.GET, Method.HEAD)) {
      Response response = ask(HeadOf.of(method, "/").with(HeaderName.of(name), value), plain);
      assertThat(response.status().code()).isEqualTo(status);
    }
    assertThat(counting.timesClosed()).isEqualTo(status == 200 ? 0 : 2);
  }

  @Test
  void ignoresADateThatAHandlerHasMisspelled() throws Exception {
    Field wrong = Field.of(HeaderName.LAST_MODIFIED, "yesterday");
    assertPassesOn(since(Method.GET, LAST_MODIFIED), page().replace(wrong));
  }

  @Test
  void passesOnUnconditionalRequests() throws Exception {
    assertPassesOn(HeadOf.get("/"), page());
  }

  @Test
  void neverBlocks() {
    assertThat(filter.blocking()).isEqualTo(Blocking.NEVER);
  }
}
