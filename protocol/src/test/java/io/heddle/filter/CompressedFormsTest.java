package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compressed once and then kept. */
class CompressedFormsTest {
  private static final String TEXT = GzipText.numbers(5_000);
  private static final String LONG_TEXT = GzipText.numbers(200_000);

  private final DeflaterPool deflaters = new DeflaterPool(6, 4);
  private final Budget budget = new Budget(1 << 20);
  private final Budget leftovers = new Budget(1 << 20);
  private final Compression filter =
      new Compression(1_024, deflaters, new CompressedForms(budget, leftovers));

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

  private void assertCompressed(Response response, String text) throws IOException {
    assertThat(response.first(HeaderName.CONTENT_ENCODING)).contains("gzip");
    assertThat(GzipText.decoded(GzipText.sent(response.body()))).isEqualTo(text);
    assertThat(deflaters.reserved()).as("deflaters in use").isZero();
  }

  @Test
  void contentWithAStrongTagIsCompressedOnce() throws Exception {
    Response response = text(TEXT).with(HeaderName.ETAG, "\"a\"");
    Body.Bytes first = (Body.Bytes) ask(gzip(), response).body();
    Body.Bytes second = (Body.Bytes) ask(gzip(), response).body();
    assertThat(second.bytes()).isSameAs(first.bytes());
    Body.Bytes equal = (Body.Bytes) ask(gzip(), response.with(Body.text(TEXT))).body();
    assertThat(equal.bytes()).isNotSameAs(first.bytes());
  }

  @Test
  void aFormThatIsKeptNoMoreCountsUntilTheLastClientHasIt() throws Exception {
    Response response = text(TEXT).with(HeaderName.ETAG, "\"a\"");
    ask(gzip(), response);
    try (Body slow = ask(gzip(), response).body()) {
      ask(gzip(), response.replace(Field.of(HeaderName.ETAG, "\"b\"")));
      assertThat(leftovers.usedBytes()).isEqualTo(slow.length());
    }
    assertThat(leftovers.usedBytes()).isZero();
  }

  @Test
  void nothingIsKeptWhenSlowClientsHaveTooMuchOfWhatWas() throws Exception {
    leftovers.overdraw(leftovers.maxBytes() + 1);
    Response small = text(TEXT).with(HeaderName.ETAG, "\"a\"");
    Body.Bytes first = (Body.Bytes) ask(gzip(), small).body();
    Body.Bytes second = (Body.Bytes) ask(gzip(), small).body();
    assertThat(second.bytes()).isNotSameAs(first.bytes());
    Response large = text(LONG_TEXT).with(HeaderName.ETAG, "\"a\"");
    assertCompressed(ask(gzip(), large), LONG_TEXT);
    assertThat(ask(gzip(), large).body()).isInstanceOf(Body.Stream.class);
  }

  @Test
  void aFileThatStaysOpenIsCompressedOnce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), LONG_TEXT);
    try (FileChannel channel = FileChannel.open(file)) {
      Closeable nobody = () -> {};
      Response whole =
          Response.ok(MediaType.TEXT, new Body.Region(channel, 0, LONG_TEXT.length(), nobody))
              .with(HeaderName.ETAG, "\"a\"");
      Response first = ask(gzip(), whole);
      assertThat(first.body()).isInstanceOf(Body.Stream.class);
      byte[] sent = GzipText.sent(first.body());
      Response second = ask(gzip(), whole);
      assertThat(second.body()).isInstanceOf(Body.Bytes.class);
      assertThat(GzipText.sent(second.body())).isEqualTo(sent);
      assertThat(second.first(HeaderName.ETAG)).contains("\"a-gzip6\"");

      Response changed = whole.replace(Field.of(HeaderName.ETAG, "\"b\""));
      Response third = ask(gzip(), changed);
      assertThat(third.body()).isInstanceOf(Body.Stream.class);
      assertCompressed(third, LONG_TEXT);
      Response part = whole.with(new Body.Region(channel, 1, 5_000, nobody));
      assertCompressed(ask(gzip(), part), LONG_TEXT.substring(1, 5_001));
    }
  }

  private Response ask(String text, String tag) throws Exception {
    return ask(gzip(), text(text).with(HeaderName.ETAG, tag));
  }

  /** What happens while a response is written. */
  private interface Event {
    void happen() throws Exception;
  }

  /** Writes a body. The event happens once, at the first write of this many bytes or more. */
  private static void write(Response response, int bytes, Event event) throws IOException {
    boolean[] happened = new boolean[1];
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int octet) {
            throw new AssertionError("bytes are written in pieces");
          }

          @Override
          public void write(byte[] source, int offset, int size) throws IOException {
            if (size >= bytes && !happened[0]) {
              happened[0] = true;
              try {
                event.happen();
              } catch (IOException | RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            }
          }
        };
    try (Body body = response.body()) {
      ((Body.Stream) body).writer().writeTo(out);
    }
    assertThat(happened[0]).isTrue();
  }

  @Test
  void oneFormOfAFileIsMadeAtATime() throws Exception {
    Response response = text(LONG_TEXT).with(HeaderName.ETAG, "\"a\"");
    write(
        ask(gzip(), response),
        0,
        () -> {
          long taken = budget.usedBytes();
          assertThat(taken).isGreaterThan(LONG_TEXT.length());
          Response second = ask(gzip(), response);
          write(second, 0, () -> assertThat(budget.usedBytes()).isEqualTo(taken));
          assertThat(ask(gzip(), response).body()).isInstanceOf(Body.Stream.class);
        });
    assertThat(ask(gzip(), response).body()).isInstanceOf(Body.Bytes.class);
    assertThat(budget.usedBytes()).isZero();
  }

  /** The form is complete before any of it is sent. */
  @Test
  void othersFindTheFormWhileTheFirstClientIsSlow() throws Exception {
    Response response = text(LONG_TEXT).with(HeaderName.ETAG, "\"a\"");
    write(
        ask(gzip(), response),
        1,
        () -> {
          byte[] form = ((Body.Bytes) ask(gzip(), response).body()).bytes();
          assertThat(GzipText.decoded(form)).isEqualTo(LONG_TEXT);
          assertThat(budget.usedBytes()).as("as long as it is sent").isEqualTo(form.length);
          Response next = ask(gzip(), response.replace(Field.of(HeaderName.ETAG, "\"b\"")));
          write(next, 0, () -> assertThat(budget.usedBytes()).isGreaterThan(form.length));
        });
    assertThat(budget.usedBytes()).isZero();
  }

  @Test
  void theMemoryForNewFormsIsBounded() throws Exception {
    write(
        ask(LONG_TEXT, "\"a\""),
        0,
        () ->
            write(
                ask(LONG_TEXT + "b", "\"b\""),
                0,
                () -> {
                  long taken = budget.usedBytes();
                  assertThat(budget.has(2L * LONG_TEXT.length())).isFalse();
                  Response third = ask(LONG_TEXT + "c", "\"c\"");
                  write(third, 0, () -> assertThat(budget.usedBytes()).isEqualTo(taken));
                }));
    assertThat(budget.usedBytes()).isZero();
    assertThat(deflaters.reserved()).isZero();
  }

  @Test
  void aFormThatFailsIsNotKept(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), LONG_TEXT);
    try (FileChannel channel = FileChannel.open(file)) {
      Closeable nobody = () -> {};
      Response tooLong =
          Response.ok(MediaType.TEXT, new Body.Region(channel, 0, LONG_TEXT.length() + 1, nobody))
              .with(HeaderName.ETAG, "\"a\"");
      for (int i = 0; i < 2; i++) {
        Response compressed = ask(gzip(), tooLong);
        assertThatThrownBy(() -> GzipText.sent(compressed.body()))
            .hasMessageContaining("has become shorter");
        assertThat(budget.usedBytes()).isZero();
      }
      Files.writeString(file, LONG_TEXT + "1");
      assertCompressed(ask(gzip(), tooLong), LONG_TEXT + "1");
      assertThat(ask(gzip(), tooLong).body()).isInstanceOf(Body.Bytes.class);
    }
  }

  @Test
  void noiseFitsIntoTheMemoryOfItsForm() throws Exception {
    byte[] noise = new byte[CompressedForms.MAX_PLAIN_BYTES];
    new Random(7).nextBytes(noise);
    Response response =
        Response.ok(MediaType.TEXT, new Body.Bytes(noise)).with(HeaderName.ETAG, "\"a\"");
    write(ask(gzip(), response), 1, () -> assertThat(budget.usedBytes()).isPositive());
    Body.Bytes form = (Body.Bytes) ask(gzip(), response).body();
    assertThat(form.length())
        .isGreaterThan(noise.length)
        .isLessThan(NewForm.maxBytes(noise.length) / 2);
  }

  @Test
  void whatIsLargeOrHasNoStrongTagIsNotKept() throws Exception {
    Response huge = text(GzipText.numbers(300_000)).with(HeaderName.ETAG, "\"a\"");
    Response weak = text(LONG_TEXT).with(HeaderName.ETAG, "W/\"a\"");
    for (Response response : List.of(huge, weak, text(LONG_TEXT))) {
      for (int i = 0; i < 2; i++) {
        Response compressed = ask(gzip(), response);
        assertThat(compressed.body()).isInstanceOf(Body.Stream.class);
        GzipText.sent(compressed.body());
      }
    }
  }
}
