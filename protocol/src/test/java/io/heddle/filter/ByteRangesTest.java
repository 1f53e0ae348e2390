package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the filter sends for the ranges that {@link RangeFieldTest} selects. */
class ByteRangesTest {
  private static final String TEXT = "0123456789abcdefghij";
  private static final String TAG = "\"a\"";
  private static final String NOON = "Sat, 01 Nov 2025 12:00:00 GMT";

  /** What the content follows in its file or array, so that a wrong start shows. */
  private static final String BEFORE = "before";

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Instant now = Instant.parse("2025-11-01T12:00:01Z");
  private final ByteRanges filter = new ByteRanges(this::now);
  private final AtomicInteger closed = new AtomicInteger();

  private Instant now() {
    return now;
  }

  @BeforeEach
  void writeAFile() throws IOException {
    file = Files.writeString(folder.resolve("file"), BEFORE + TEXT + "after");
  }

  /** The two kinds of bodies that have parts. */
  enum Kind {
    BYTES,
    REGION
  }

  private Body body(Kind kind) throws IOException {
    int from = BEFORE.length();
    return switch (kind) {
      case BYTES -> new Body.Bytes(Files.readAllBytes(file), from, from + TEXT.length());
      case REGION -> {
        FileChannel channel = FileChannel.open(file);
        yield new Body.Region(channel, from, TEXT.length(), () -> close(channel));
      }
    };
  }

  private void close(FileChannel channel) throws IOException {
    closed.incrementAndGet();
    channel.close();
  }

  private Response page(Body body) {
    return Response.ok(MediaType.TEXT, body)
        .with(HeaderName.CACHE_CONTROL, "no-cache")
        .with(HeaderName.ETAG, TAG)
        .with(HeaderName.LAST_MODIFIED, NOON);
  }

  private Response ask(HeadOf head, Response response) throws Exception {
    return filter.filter(head.request(), _ -> response);
  }

  private static HeadOf range(String range) {
    return HeadOf.get("/").with(HeaderName.RANGE, range);
  }

  private static String field(Response response, HeaderName name) {
    return response.first(name).orElse("none");
  }

  /** What a body sends; closes it. */
  private static String content(Body body) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (body) {
      switch (body) {
        case Body.Bytes bytes -> out.write(bytes.bytes(), bytes.from(), (int) bytes.length());
        case Body.Region region ->
            region.file().transferTo(region.position(), region.length(), Channels.newChannel(out));
        case Body.Stream stream -> stream.writer().writeTo(out);
      }
    }
    assertThat(out.size()).as("announced length").isEqualTo((int) body.length());
    return out.toString(StandardCharsets.UTF_8);
  }

  private void assertWhole(HeadOf head) throws Exception {
    Response response = ask(head, page(body(Kind.BYTES)));
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(field(response, HeaderName.ACCEPT_RANGES)).isEqualTo("bytes");
    assertThat(field(response, HeaderName.CONTENT_RANGE)).isEqualTo("none");
    assertThat(content(response.body())).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource({
    "BYTES, 0-0, 0-0, 0",
    "BYTES, 5-9, 5-9, 56789",
    "BYTES, 15-, 15-19, fghij",
    "BYTES, -3, 17-19, hij",
    "BYTES, 0-, 0-19, 0123456789abcdefghij",
    "BYTES, '0-3,4-5', 0-5, 012345",
    "REGION, 0-0, 0-0, 0",
    "REGION, 5-9, 5-9, 56789",
    "REGION, 15-, 15-19, fghij",
    "REGION, -3, 17-19, hij",
    "REGION, 0-, 0-19, 0123456789abcdefghij",
    "REGION, '0-3,4-5', 0-5, 012345",
  })
  void sendsAPart(Kind kind, String range, String place, String text) throws Exception {
    Response response = ask(range("bytes=" + range), page(body(kind)));
    assertThat(response.status()).isEqualTo(Status.PARTIAL_CONTENT);
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly(
            "Content-Type: text/plain; charset=utf-8",
            "Cache-Control: no-cache",
            "ETag: " + TAG,
            "Last-Modified: " + NOON,
            "Accept-Ranges: bytes",
            "Content-Range: bytes " + place + "/20");
    assertThat(content(response.body())).isEqualTo(text);
  }

  @Test
  void copiesNothingForAPart() throws Exception {
    Body.Bytes bytes = (Body.Bytes) body(Kind.BYTES);
    Body part = ask(range("bytes=5-9"), page(bytes)).body();
    assertThat(((Body.Bytes) part).bytes()).isSameAs(bytes.bytes());

    Body.Region region = (Body.Region) body(Kind.REGION);
    Body.Region slice = (Body.Region) ask(range("bytes=5-9"), page(region)).body();
    assertThat(slice.file()).isSameAs(region.file());
    assertThat(slice.residency()).isSameAs(region.residency());
    assertThat(closed).hasValue(0);
    slice.close();
    assertThat(closed).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void sendsSeveralParts(Kind kind) throws Exception {
    Response response = ask(range("bytes=-2, 0-4, 100-, 2-5"), page(body(kind)));
    assertThat(response.status()).isEqualTo(Status.PARTIAL_CONTENT);
    assertThat(field(response, HeaderName.CONTENT_RANGE)).isEqualTo("none");
    assertThat(field(response, HeaderName.ETAG)).isEqualTo(TAG);
    String type = field(response, HeaderName.CONTENT_TYPE);
    assertThat(type).matches("multipart/byteranges; boundary=[-0-9a-f]{36}");
    assertThat(content(response.body()))
        .isEqualTo(
            """
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Range: bytes 18-19/20

            ij
            --BOUNDARY
            Content-Type: text/plain; charset=utf-8
            Content-Range: bytes 0-5/20

            012345
            --BOUNDARY--
            """
                .replace("\n", "\r\n")
                .replace("BOUNDARY", type.substring(type.indexOf('=') + 1)));
    assertThat(closed).hasValue(kind == Kind.REGION ? 1 : 0);
  }

  @Test
  void sendsPartsOfContentWithoutAType() throws Exception {
    Response bare = page(body(Kind.BYTES)).without(HeaderName.CONTENT_TYPE);
    Response response = ask(range("bytes=0-1,5-6"), bare);
    assertThat(content(response.body()))
        .contains("\r\nContent-Range: bytes 0-1/20\r\n\r\n01\r\n--")
        .doesNotContain("Content-Type");
  }

  @Test
  void neverUsesABoundaryAgain() throws Exception {
    HeadOf head = range("bytes=0-1,5-6");
    assertThat(field(ask(head, page(body(Kind.BYTES))), HeaderName.CONTENT_TYPE))
        .isNotEqualTo(field(ask(head, page(body(Kind.BYTES))), HeaderName.CONTENT_TYPE));
  }

  @Test
  void sendsLargeParts() throws Exception {
    String large = TEXT.repeat(10_000);
    Files.writeString(file, large);
    FileChannel channel = FileChannel.open(file);
    Response response =
        ask(
            range("bytes=3-99999, 100005-"),
            page(new Body.Region(channel, 0, large.length(), channel)));
    assertThat(content(response.body()))
        .contains("\r\n\r\n" + large.substring(3, 100_000) + "\r\n--")
        .contains("\r\n\r\n" + large.substring(100_005) + "\r\n--");
  }

  @Test
  void failsWhenAFileHasBecomeShorter() throws Exception {
    Response response = ask(range("bytes=0-1,15-"), page(body(Kind.REGION)));
    Files.writeString(file, BEFORE + "0123456789");
    assertThatThrownBy(() -> content(response.body()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("at byte 21 of 26");
    assertThat(closed).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void saysWhereTheContentEnds(Kind kind) throws Exception {
    Response response = ask(range("bytes=20-"), page(body(kind)));
    assertThat(response.status()).isEqualTo(Status.RANGE_NOT_SATISFIABLE);
    assertThat(field(response, HeaderName.CONTENT_RANGE)).isEqualTo("bytes */20");
    assertThat(field(response, HeaderName.ETAG)).isEqualTo("none");
    assertThat(response.reason()).isPresent();
    assertThat(closed).hasValue(kind == Kind.REGION ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"bytes=2-1", "items=0-1", "bytes=0-1;2-3", "''"})
  void sendsTheWholeWhenTheRangeIsNoRange(String range) throws Exception {
    assertWhole(range(range));
  }

  @Test
  void sendsTheWholeWhenThereAreTwoRangeFields() throws Exception {
    assertWhole(range("bytes=0-1").with(HeaderName.RANGE, "bytes=0-1"));
  }

  @Test
  void sendsTheWholeWithoutARange() throws Exception {
    assertWhole(HeadOf.get("/"));
    assertWhole(HeadOf.get("/").with(HeaderName.IF_RANGE, "\"b\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"a\"   | \"a\"    | 206",
        "\"a\"   | \"b\"    | 200",
        "\"a\"   | W/\"a\"  | 200",
        "W/\"a\" | W/\"a\"  | 200",
        "W/\"a\" | \"a\"    | 200",
        "\"a\"   | a        | 200",
        "\"a\"   | *        | 200",
        "\"a\"   | ''       | 200",
        "\"a\"   | \"a\", \"b\" | 200",
        "none    | \"none\" | 200",
        "\"a\"   | Sat, 01 Nov 2025 12:00:00 GMT    | 206",
        "\"a\"   | Saturday, 01-Nov-25 12:00:00 GMT | 206",
        "\"a\"   | Sat, 01 Nov 2025 11:59:59 GMT    | 200",
        "\"a\"   | Sat, 01 Nov 2025 12:00:01 GMT    | 200",
      })
  void comparesIfRangeStrongly(String tag, String ifRange, int status) throws Exception {
    Response page = page(body(Kind.BYTES)).replace(Field.of(HeaderName.ETAG, tag));
    HeadOf head = range("bytes=0-1").with(HeaderName.IF_RANGE, ifRange);
    assertThat(ask(head, page).status().code()).isEqualTo(status);
  }

  @Test
  void answersNo416ForAnotherVersion() throws Exception {
    assertWhole(range("bytes=20-").with(HeaderName.IF_RANGE, "\"b\""));
  }

  /** The content may change twice within a second. */
  @Test
  void trustsNoDateOfThisSecond() throws Exception {
    now = now.minusNanos(1);
    assertWhole(range("bytes=0-1").with(HeaderName.IF_RANGE, NOON));
  }

  @Test
  void trustsNoDoubledIfRange() throws Exception {
    assertWhole(range("bytes=0-1").with(HeaderName.IF_RANGE, TAG).with(HeaderName.IF_RANGE, TAG));
  }

  @Test
  void ignoresTheRangeOfHead() throws Exception {
    assertWhole(HeadOf.of(Method.HEAD, "/").with(HeaderName.RANGE, "bytes=0-1"));
    assertWhole(HeadOf.of(Method.HEAD, "/").with(HeaderName.RANGE, "bytes=20-"));
  }

  private void assertPassesOn(HeadOf head, Response response) throws Exception {
    assertThat(ask(head, response)).isSameAs(response);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"GET", "HEAD"})
  void ignoresOtherMethods(Method method) throws Exception {
    HeadOf head = HeadOf.of(method, "/").with(HeaderName.RANGE, "bytes=0-1");
    assertPassesOn(head, page(body(Kind.BYTES)));
  }

  @ParameterizedTest
  @CsvSource({"201, Created", "206, Partial Content", "304, Not Modified", "404, Not Found"})
  void ignoresOtherStatuses(int code, String reason) throws Exception {
    assertPassesOn(range("bytes=0-1"), page(body(Kind.BYTES)).with(new Status(code, reason)));
  }

  @Test
  void passesOnContentThatNamesNoVersion() throws Exception {
    assertPassesOn(range("bytes=0-1"), Response.text(TEXT));
  }

  @Test
  void passesOnStreams() throws Exception {
    assertPassesOn(range("bytes=0-1"), page(new CountingBody().body()));
    assertPassesOn(range("bytes=0-1"), page(new Body.Stream(20, new CountingBody())));
  }

  @Test
  void passesOnWhatAHandlerDividesItself() throws Exception {
    Response own = page(body(Kind.BYTES)).with(HeaderName.ACCEPT_RANGES, "none");
    assertPassesOn(range("bytes=0-1"), own);
  }

  @ParameterizedTest
  @CsvSource({"-1, 200", "0-, 416", "5-9, 416"})
  void handlesContentWithoutBytes(String range, int status) throws Exception {
    Response response = ask(range("bytes=" + range), page(Body.EMPTY));
    assertThat(response.status().code()).isEqualTo(status);
    assertThat(field(response, HeaderName.CONTENT_RANGE))
        .isEqualTo(status == 416 ? "bytes */0" : "none");
  }

  /** The filters in their order: the conditions decide before the range does. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "If-None-Match | \"a\" | bytes=0-1  | 304",
        "If-None-Match | \"a\" | bytes=20-  | 304",
        "If-None-Match | \"b\" | bytes=0-1  | 206",
        "If-Match      | \"b\" | bytes=0-1  | 412",
        "If-Match      | \"b\" | bytes=20-  | 412",
        "If-Match      | \"a\" | bytes=20-  | 416",
        "If-Match      | \"a\" | bytes=0-1  | 206",
      })
  void comesAfterTheConditions(String name, String value, String range, int status)
      throws Exception {
    Response page = page(body(Kind.BYTES));
    Handler handler = _ -> page;
    HeadOf head = range(range).with(HeaderName.of(name), value);
    Response response =
        handler
            .with(new ConditionalRequests(InstantSource.fixed(now)))
            .with(filter)
            .handle(head.request());
    assertThat(response.status().code()).isEqualTo(status);
  }

  @Test
  void neverBlocks() {
    assertThat(filter.blocking()).isEqualTo(Blocking.NEVER);
  }
}
