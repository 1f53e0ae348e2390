package io.heddle.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Headers;
import io.heddle.http.MediaType;
import io.heddle.http.Method;
import io.heddle.http.PreparingHandler;
import io.heddle.http.Request;
import io.heddle.http.RequestBody;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodedRequestsTest {
  private static final String TEXT = GzipText.numbers(5_000);

  private final DecodedRequests filter = new DecodedRequests(10_000);

  private record Content(RequestBody before, long length, InputStream stream)
      implements RequestBody {
    @Override
    public boolean isClientGone() {
      return before.isClientGone();
    }

    @Override
    public boolean isMalformed() {
      return before.isMalformed();
    }

    @Override
    public Headers trailers() {
      return before.trailers();
    }
  }

  private static HeadOf post() {
    return HeadOf.of(Method.POST, "/").with(HeaderName.HOST, "localhost");
  }

  private static HeadOf post(String coding) {
    return post().with(HeaderName.CONTENT_ENCODING, coding);
  }

  private static Request request(HeadOf head, byte[] content) {
    InputStream stream = new ByteArrayInputStream(content);
    return head.with(HeaderName.CONTENT_LENGTH, "" + content.length)
        .request()
        .map(before -> new Content(before, content.length, stream));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static Response echo(Request request) throws IOException {
    assertThat(request.headers().first(HeaderName.HOST)).contains("localhost");
    return Response.ok(MediaType.TEXT, new Body.Bytes(request.body().readAllBytes()));
  }

  private Response ask(Request request) throws Exception {
    Handler handler = DecodedRequestsTest::echo;
    return handler.with(filter).handle(request);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZip", "x-gzip", "identity, gzip", " , gzip ,"})
  void theHandlerSeesThePlainContent(String coding) throws Exception {
    Handler handler =
        request -> {
          assertThat(request.headers().contains(HeaderName.CONTENT_ENCODING)).isFalse();
          assertThat(request.headers().contains(HeaderName.CONTENT_LENGTH)).isFalse();
          assertThat(request.bodyLength()).isEqualTo(-1);
          return echo(request);
        };
    Response response = handler.with(filter).handle(request(post(coding), gzip(TEXT)));
    assertThat(GzipText.sent(response.body())).asString().isEqualTo(TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", ","})
  void plainContentIsPassedOn(String coding) throws Exception {
    Request request = request(post(coding), TEXT.getBytes(StandardCharsets.UTF_8));
    Handler handler =
        seen -> {
          assertThat(seen).isSameAs(request);
          return echo(seen);
        };
    assertThat(GzipText.sent(handler.with(filter).handle(request).body()))
        .asString()
        .isEqualTo(TEXT);
  }

  @Test
  void aRequestWithoutContentIsPassedOn() throws Exception {
    assertThat(ask(request(post("gzip"), new byte[0])).body().length()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"deflate", "br", "zstd", "gzip, gzip", "gzip, br", "unknown", "*"})
  void anotherCodingIsRefusedWithTheOneThatIsNot(String coding) throws Exception {
    Response response = ask(request(post(coding), gzip(TEXT)));
    assertThat(response.status()).isEqualTo(Status.UNSUPPORTED_MEDIA_TYPE);
    assertThat(response.first(HeaderName.ACCEPT_ENCODING)).contains("gzip");
    assertThat(response.reason()).isPresent();
  }

  @Test
  void aWriterMayReadTheContentLater() throws Exception {
    Handler handler =
        request ->
            Response.ok(MediaType.TEXT, new Body.Stream(-1, out -> request.body().transferTo(out)));
    Response response = handler.with(filter).handle(request(post("gzip"), gzip(TEXT)));
    assertThat(GzipText.sent(response.body())).asString().isEqualTo(TEXT);
  }

  @Test
  void onlyDecodingTakesTime() {
    PreparingHandler handler =
        (PreparingHandler) Handler.immediate(DecodedRequestsTest::echo).with(filter);
    assertThat(handler.prepare(post()).blocking()).isEqualTo(Blocking.NEVER);
    assertThat(handler.prepare(post("identity")).blocking()).isEqualTo(Blocking.NEVER);
    assertThat(handler.prepare(post("gzip")).blocking()).isEqualTo(Blocking.BRIEFLY);
  }
}
