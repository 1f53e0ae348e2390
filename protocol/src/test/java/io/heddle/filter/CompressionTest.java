package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final String TEXT = GzipText.numbers(5_000);
  private static final String LONG_TEXT = GzipText.numbers(200_000);

  private final DeflaterPool deflaters = new DeflaterPool(6, 2);
  private final Compression filter = new Compression(1_024, deflaters, new CompressedForms());

  private Response ask(HeadOf head, Response response) throws Exception {
    Handler handler = _ -> response;
    return handler.with(filter).handle(head.request());
  }

  private static HeadOf gzip() {
    return accepting("gzip");
  }

  private static HeadOf accepting(String codings) {
    return HeadOf.get("/").with(HeaderName.ACCEPT_ENCODING, codings);
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

  @Test
  void smallContentIsCompressedAtOnce() throws Exception {
    Response response = ask(gzip(), text(TEXT));
    assertThat(response.body()).isInstanceOf(Body.Bytes.class);
    assertThat(response.body().length()).isLessThan(TEXT.length() / 2);
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly(
            "Content-Type: text/plain; charset=utf-8",
            "Vary: Accept-Encoding",
            "Content-Encoding: gzip",
            "Accept-Ranges: none");
    assertCompressed(response, TEXT);
  }

  /** So that an event loop is never busy with it for long. */
  @ParameterizedTest
  @CsvSource({"1, 8192", "6, 8192", "7, 2048", "9, 2048"})
  void onlyLittleContentIsCompressedAtOnce(int level, int most) throws Exception {
    for (int length : new int[] {most, most + 1}) {
      Handler handler = _ -> text(GzipText.numbers(length));
      Response response = handler.with(new Compression(level, 1)).handle(gzip().request());
      Class<?> kind = length == most ? Body.Bytes.class : Body.Stream.class;
      assertThat(response.body()).as(length + " bytes").isInstanceOf(kind);
      response.body().close();
    }
  }

  @Test
  void contentThatMayNotBeNeededIsNotCompressedAtOnce() throws Exception {
    HeadOf head = gzip().with(HeaderName.IF_NONE_MATCH, "\"b\"");
    Response response = ask(head, text(TEXT).with(HeaderName.ETAG, "\"a\""));
    assertThat(response.body()).isInstanceOf(Body.Stream.class);
    assertCompressed(response, TEXT);
  }

  @Test
  void largeContentIsCompressedWhileItIsSent() throws Exception {
    Response response = ask(gzip(), text(LONG_TEXT));
    assertThat(response.body()).isInstanceOf(Body.Stream.class);
    assertThat(response.body().length()).isEqualTo(-1);
    assertCompressed(response, LONG_TEXT);
  }

  @Test
  void partOfAnArrayIsCompressed() throws Exception {
    byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
    Response response =
        Response.ok(MediaType.TEXT, new Body.Bytes(bytes, 10, 4_000))
            .with(HeaderName.ETAG, "\"a\"");
    assertCompressed(ask(gzip(), response), TEXT.substring(10, 4_000));
    Response other = response.with(new Body.Bytes(bytes, 20, 4_010));
    assertCompressed(ask(gzip(), other), TEXT.substring(20, 4_010));
    Response shorter = response.with(new Body.Bytes(bytes, 20, 4_000));
    assertCompressed(ask(gzip(), shorter), TEXT.substring(20, 4_000));
  }

  @Test
  void aFileIsCompressed(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), LONG_TEXT);
    FileChannel channel = FileChannel.open(file);
    Body region = new Body.Region(channel, 1_000, 150_000);
    assertCompressed(
        ask(gzip(), Response.ok(MediaType.TEXT, region)), LONG_TEXT.substring(1_000, 151_000));
    assertThat(channel.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 5_000})
  void aWriterIsCompressed(long length) throws Exception {
    Body stream = new Body.Stream(length, out -> out.write(TEXT.getBytes(StandardCharsets.UTF_8)));
    assertCompressed(ask(gzip(), Response.ok(MediaType.TEXT, stream)), TEXT);
  }

  @ParameterizedTest
  @ValueSource(longs = {4_999, 5_001})
  void aWriterThatBreaksItsPromiseFails(long length) throws Exception {
    Body stream = new Body.Stream(length, out -> out.write(TEXT.getBytes(StandardCharsets.UTF_8)));
    Response response = ask(gzip(), Response.ok(MediaType.TEXT, stream));
    assertThatThrownBy(() -> GzipText.sent(response.body()))
        .hasMessage("the writer wrote 5000 of the " + length + " promised");
    assertThat(deflaters.reserved()).isZero();
  }

  @Test
  void aFileThatHasShrunkFails(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), LONG_TEXT);
    Body region = new Body.Region(FileChannel.open(file), 0, LONG_TEXT.length() + 1);
    Response response = ask(gzip(), Response.ok(MediaType.TEXT, region));
    assertThatThrownBy(() -> GzipText.sent(response.body()))
        .hasMessageContaining("has become shorter");
    assertThat(deflaters.reserved()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1023, false", "1024, true"})
  void contentBelowTheSizeIsNotCompressed(int bytes, boolean isCompressed) throws Exception {
    Response response = ask(gzip(), text(GzipText.numbers(bytes)));
    assertThat(response.first(HeaderName.CONTENT_ENCODING).isPresent()).isEqualTo(isCompressed);
    assertThat(response.first(HeaderName.VARY).isPresent()).isEqualTo(isCompressed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html                              | true",
        "Text/CSS;charset=utf-8                 | true",
        "text/event-stream                      | true",
        "application/json                       | true",
        "application/json ; charset=utf-8       | true",
        "application/problem+json               | true",
        "application/xhtml+xml                  | true",
        "image/svg+xml                          | true",
        "application/wasm                       | true",
        "font/ttf                               | true",
        "application/octet-stream               | false",
        "image/png                              | false",
        "video/mp4                              | false",
        "font/woff2                             | false",
        "application/gzip                       | false",
        "application/zip                        | false",
        "application/pdf                        | false",
        "context/html                           | false",
        "''                                     | false",
      })
  void onlyTypesThatGainAreCompressed(String type, boolean isCompressed) throws Exception {
    Response response =
        Response.of(Status.OK).with(HeaderName.CONTENT_TYPE, type).with(Body.text(TEXT));
    assertThat(ask(gzip(), response).first(HeaderName.CONTENT_ENCODING).isPresent())
        .isEqualTo(isCompressed);
    assertThat(ask(HeadOf.get("/"), response).first(HeaderName.VARY).isPresent())
        .isEqualTo(isCompressed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip;q=0", "br", "", "identity", "gzip;q=0.5, identity"})
  void aClientThatDoesNotWantItGetsPlainContentThatVaries(String accepted) throws Exception {
    Response response = ask(accepting(accepted), text(TEXT).with(HeaderName.ETAG, "\"a\""));
    assertThat(response.fields())
        .extracting(Field::toString)
        .containsExactly(
            "Content-Type: text/plain; charset=utf-8", "ETag: \"a\"", "Vary: Accept-Encoding");
    assertThat(GzipText.sent(response.body())).asString().isEqualTo(TEXT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Encoding | br",
        "Content-Encoding | identity",
        "Content-Range    | bytes 0-4999/9999",
        "Cache-Control    | no-transform",
        "Cache-Control    | public, No-Transform",
      })
  void whatMustStayIsLeftAlone(String name, String value) throws Exception {
    Response response = text(TEXT).with(HeaderName.of(name), value);
    assertThat(ask(gzip(), response)).isSameAs(response);
    assertThat(ask(accepting("gzip, identity;q=0"), response)).isSameAs(response);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 206, 304})
  void theseStatusesAreLeftAlone(int code) throws Exception {
    Response response = text(TEXT).with(new Status(code, "A Status"));
    assertThat(ask(gzip(), response)).isSameAs(response);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 404, 500})
  void otherStatusesAreCompressed(int code) throws Exception {
    assertCompressed(ask(gzip(), text(TEXT).with(new Status(code, "A Status"))), TEXT);
  }

  @Test
  void anErrorThatBecomesAPageLaterIsLeftAlone() throws Exception {
    Response response = Response.error(Status.NOT_FOUND, TEXT);
    assertThat(ask(gzip(), response)).isSameAs(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip, identity;q=0", "gzip;q=0.1, *;q=0"})
  void aClientThatExcludesPlainContentGetsItCompressedWhateverItIs(String accepted)
      throws Exception {
    Response small = Response.ok(MediaType.BINARY, Body.text("small"));
    assertCompressed(ask(accepting(accepted), small), "small");
  }

  /** That is what other servers do: it is more useful than an error. */
  @ParameterizedTest
  @ValueSource(strings = {"identity;q=0", "*;q=0", "br, identity;q=0"})
  void aClientThatExcludesEverythingGetsPlainContent(String accepted) throws Exception {
    Response response = ask(accepting(accepted), text(TEXT));
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(GzipText.sent(response.body())).asString().isEqualTo(TEXT);
  }

  @Test
  void contentThatDoesNotGetSmallerIsSentAsItIs() throws Exception {
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    Response response = ask(gzip(), Response.ok(MediaType.TEXT, new Body.Bytes(noise)));
    assertThat(response.first(HeaderName.CONTENT_ENCODING)).isEmpty();
    assertThat(response.first(HeaderName.VARY)).contains("Accept-Encoding");
    assertThat(GzipText.sent(response.body())).isEqualTo(noise);
    assertThat(deflaters.reserved()).isZero();
  }

  @Test
  void emptyContentIsLeftAlone() throws Exception {
    Response response = text("");
    assertThat(ask(accepting("gzip, identity;q=0"), response)).isSameAs(response);
  }

  @Test
  void aRangeIsOneOfThePlainContent() throws Exception {
    Response whole = text(TEXT).with(HeaderName.ETAG, "\"a\"");
    Response response = ask(gzip().with(HeaderName.RANGE, "bytes=0-9"), whole);
    assertThat(response.first(HeaderName.CONTENT_ENCODING)).isEmpty();
    assertThat(response.first(HeaderName.VARY)).contains("Accept-Encoding");
    HeadOf head =
        HeadOf.of(Method.HEAD, "/")
            .with(HeaderName.ACCEPT_ENCODING, "gzip")
            .with(HeaderName.RANGE, "bytes=0-9");
    assertCompressed(ask(head, whole), TEXT);
  }

  @Test
  void aHandlersOwnRangesEndWithCompression() throws Exception {
    Response response = ask(gzip(), text(TEXT).with(HeaderName.ACCEPT_RANGES, "bytes"));
    assertThat(field(response, HeaderName.ACCEPT_RANGES)).isEqualTo("none");
  }

  @Test
  void headIsDescribedLikeGet() throws Exception {
    HeadOf head = HeadOf.of(Method.HEAD, "/").with(HeaderName.ACCEPT_ENCODING, "gzip");
    Response get = ask(gzip(), text(TEXT));
    Response bare = ask(head, text(TEXT));
    assertThat(bare.fields())
        .extracting(Field::toString)
        .containsExactlyElementsOf(get.fields().stream().map(Field::toString).toList());
    assertThat(bare.body().length()).isEqualTo(get.body().length());
  }

  @Test
  void contentThatIsNotSentReleasesItsDeflater() throws Exception {
    CountingBody counting = new CountingBody();
    Response response = ask(gzip(), Response.ok(MediaType.TEXT, counting.body()));
    assertThat(deflaters.reserved()).isEqualTo(1);
    response.body().close();
    response.body().close();
    assertThat(deflaters.reserved()).isZero();
    assertThat(counting.timesClosed()).isEqualTo(1);
  }

  @Test
  void whenAllDeflatersAreInUseContentIsSentAsItIs() throws Exception {
    List<Response> open = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      open.add(ask(gzip(), text(LONG_TEXT)));
    }
    for (String content : List.of(TEXT, LONG_TEXT)) {
      Response response = ask(gzip(), text(content));
      assertThat(response.first(HeaderName.CONTENT_ENCODING)).isEmpty();
      assertThat(response.first(HeaderName.VARY)).contains("Accept-Encoding");
      assertThat(GzipText.sent(response.body())).asString().isEqualTo(content);
    }
    assertThat(deflaters.reserved()).isEqualTo(2);
    for (Response response : open) {
      response.body().close();
    }
    assertCompressed(ask(gzip(), text(LONG_TEXT)), LONG_TEXT);
  }

  @Test
  void manyAtATimeDoNotDisturbEachOther() throws Exception {
    Compression wide = new Compression(6, 1);
    List<Response> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String text = GzipText.numbers(100_000 + i);
      Handler handler = _ -> text(text);
      open.add(handler.with(wide).handle(gzip().request()));
    }
    writeInTurn(open.iterator());
  }

  /** Each body is written while those before it are in the middle of it. */
  private static void writeInTurn(Iterator<Response> left) throws IOException {
    if (!left.hasNext()) {
      return;
    }
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    boolean[] begun = new boolean[1];
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            sent.write(octet);
            if (!begun[0] && sent.size() > 100) {
              begun[0] = true;
              writeInTurn(left);
            }
          }
        };
    try (Body body = left.next().body()) {
      ((Body.Stream) body).writer().writeTo(out);
    }
    assertThat(GzipText.decoded(sent.toByteArray()))
        .startsWith("0\n1\n2\n")
        .hasSizeGreaterThan(99_999);
  }
}
