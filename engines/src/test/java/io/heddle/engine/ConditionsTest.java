package io.heddle.engine;

import static io.heddle.engine.CodedFiles.gzip;
import static io.heddle.engine.CodedFiles.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.filter.ByteRanges;
import io.heddle.filter.ConditionalRequests;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/**
 * Conditions on content that is sent in two forms, plain and compressed, and on some without a
 * version.
 */
class ConditionsTest {
  @TempDir Path folder;

  private Setup setup(Variant engine) throws IOException {
    Handler page = Handler.immediate(_ -> Response.text("page"));
    Handler stream =
        _ ->
            Response.ok(
                MediaType.TEXT,
                new Body.Stream(-1, out -> out.write("page".getBytes(StandardCharsets.US_ASCII))));
    return new CodedFiles(folder)
        .serve(engine)
        .route("/page", conditional(page))
        .route("/stream", conditional(stream));
  }

  private static Handler conditional(Handler handler) {
    return handler
        .with(new ConditionalRequests(CodedFiles.CLOCK))
        .with(new ByteRanges(CodedFiles.CLOCK));
  }

  private static int status(Client client, String path, String condition) throws IOException {
    return client.send(request("GET " + path, condition)).read().status();
  }

  /** It exists, but is of no version that a client could know. */
  @EachEngine
  void contentWithoutAVersion(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (String path : new String[] {"/page", "/stream"}) {
        assertThat(status(client, path, "If-Match: *")).isEqualTo(200);
        assertThat(status(client, path, "If-Match: \"a\"")).isEqualTo(412);
        assertThat(status(client, path, "If-None-Match: *")).isEqualTo(304);
        assertThat(status(client, path, "If-None-Match: \"a\"")).isEqualTo(200);
        String date = "Sat, 01 Nov 2025 12:00:00 GMT";
        assertThat(status(client, path, "If-Modified-Since: " + date)).isEqualTo(200);
        assertThat(status(client, path, "If-Unmodified-Since: " + date)).isEqualTo(200);
        assertThat(client.get(path).read().text()).isEqualTo("page");
      }
    }
  }

  @EachEngine
  void bothFormsHaveTagsThatConditionsKnow(Variant engine) throws IOException {
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (String path : new String[] {"/small.txt", "/large.txt"}) {
        String plain = client.get(path).read().field("ETag").orElseThrow();
        String compressed = client.send(gzip(path)).read().field("ETag").orElseThrow();
        assertThat(compressed).isEqualTo(plain.substring(0, plain.length() - 1) + "-gzip6\"");
        Reply known = client.send(gzip(path, "If-None-Match: " + compressed)).read();
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.field("ETag")).contains(compressed);
        assertThat(known.field("Vary")).contains("Accept-Encoding");
        Reply knownPlain = client.send(gzip(path, "If-None-Match: " + plain)).read();
        assertThat(knownPlain.status()).as("it was sent plain before").isEqualTo(304);
        assertThat(knownPlain.field("ETag")).contains(plain);
        assertThat(status(client, path, "If-None-Match: " + plain)).isEqualTo(304);
        assertThat(status(client, path, "If-None-Match: " + compressed)).isEqualTo(200);
        Reply same = client.send(gzip(path, "If-Match: " + compressed)).read();
        assertThat(same.field("ETag")).contains(compressed);
        Reply samePlain = client.send(gzip(path, "If-Match: " + plain)).read();
        assertThat(samePlain.status()).isEqualTo(200);
        assertThat(samePlain.field("ETag")).contains(plain);
        assertThat(samePlain.field("Content-Encoding")).isEmpty();
        assertThat(status(client, path, "If-Match: " + compressed)).isEqualTo(412);
        Reply part = client.send(gzip(path, "If-Range: " + plain, "Range: bytes=9-")).read();
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.field("ETag")).contains(plain);
        Reply resumed =
            client.send(gzip(path, "If-Range: " + compressed, "Range: bytes=9-")).read();
        assertThat(resumed.status()).as("a part of other bytes would not fit").isEqualTo(200);
        assertThat(resumed.field("Content-Encoding")).isEmpty();
      }
    }
  }

  /** It has the tag of plain content, though it could have been compressed. */
  @EachEngine
  void contentThatDoesNotGetSmallerIsNotSentAgain(Variant engine) throws IOException {
    byte[] noise = new byte[5_000];
    new Random(7).nextBytes(noise);
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      Files.write(folder.resolve("small.txt"), noise);
      Reply first = client.send(gzip("/small.txt")).read();
      assertThat(first.body()).isEqualTo(noise);
      String tag = first.field("ETag").orElseThrow();
      assertThat(client.send(gzip("/small.txt", "If-None-Match: " + tag)).read().status())
          .isEqualTo(304);
    }
  }
}
