package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Body;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compressed once and then kept. */
class CompressedFormsTest {
  private static final String TEXT = GzipText.numbers(5_000);
  private static final String LONG_TEXT = GzipText.numbers(200_000);

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
      assertThat(second.first(HeaderName.ETAG)).contains("\"a-gzip\"");

      Response changed = whole.replace(Field.of(HeaderName.ETAG, "\"b\""));
      Response third = ask(gzip(), changed);
      assertThat(third.body()).isInstanceOf(Body.Stream.class);
      assertCompressed(third, LONG_TEXT);
      Response part = whole.with(new Body.Region(channel, 1, 5_000, nobody));
      assertCompressed(ask(gzip(), part), LONG_TEXT.substring(1, 5_001));
    }
  }

  @Test
  void aFormThatWasNotSentToItsEndIsNotKept() throws Exception {
    Response response = text(LONG_TEXT).with(HeaderName.ETAG, "\"a\"");
    Response first = ask(gzip(), response);
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("the client is gone");
          }
        };
    try (Body body = first.body()) {
      assertThatThrownBy(() -> ((Body.Stream) body).writer().writeTo(gone))
          .hasMessage("the client is gone");
    }
    Response second = ask(gzip(), response);
    assertThat(second.body()).isInstanceOf(Body.Stream.class);
    assertCompressed(second, LONG_TEXT);
    assertThat(ask(gzip(), response).body()).isInstanceOf(Body.Bytes.class);
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
