package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.EntityTag;
import io.heddle.http.Field;
import io.heddle.http.Handler;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrecompressedFilesTest {
  private static final Duration NEVER_TOO_YOUNG = Duration.ofDays(-1);
  private static final String LARGE = "large ".repeat(10_000);

  @TempDir Path root;

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now().plusSeconds(60));
  private final InstantSource clock = now::get;

  private void write(String name, String content) throws IOException {
    Files.writeString(root.resolve(name), content);
  }

  @BeforeEach
  void makeFiles() throws IOException {
    write("a.css", "plain");
    write("a.css.br", "brotli");
    write("a.css.gz", "gzip");
    write("b.html", LARGE);
    write("b.html.zst", LARGE + "zstd");
    write("c.txt", "alone");
  }

  private StaticFiles files(long cacheBytes) throws IOException {
    FileCache cache = new FileCache(cacheBytes, 1_000, NEVER_TOO_YOUNG);
    return new StaticFiles(
        StaticFilesConfig.of(root).withCache(cache).withPrecompressed(true), clock);
  }

  private StaticFiles files() throws IOException {
    return files(10 << 20);
  }

  private static HeadOf get(String path, String accepted) {
    HeadOf head = HeadOf.get(path);
    return accepted.isEmpty() ? head : head.with(HeaderName.ACCEPT_ENCODING, accepted);
  }

  private static Response ask(StaticFiles files, String path, String accepted) throws Exception {
    return files.handle(get(path, accepted).request());
  }

  private static String content(Response response) throws IOException {
    try (Body body = response.body()) {
      if (body instanceof Body.Region region) {
        ByteBuffer bytes = ByteBuffer.allocate((int) region.length());
        FileChannel file = region.file();
        while (bytes.hasRemaining()) {
          assertThat(file.read(bytes, region.position() + bytes.position())).isPositive();
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
      }
      Body.Bytes bytes = (Body.Bytes) body;
      return new String(bytes.bytes(), bytes.from(), (int) bytes.length(), StandardCharsets.UTF_8);
    }
  }

  private static String content(StaticFiles files, String path, String accepted) throws Exception {
    return content(ask(files, path, accepted));
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private void passStaleTime() {
    pass(FileCache.MAX_STALE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a.css    | gzip, deflate, br, zstd | brotli",
        "/a.css    | gzip                    | gzip",
        "/a.css    | zstd                    | plain",
        "/a.css    | br;q=0.5, gzip          | gzip",
        "/a.css    | gzip;q=0                | plain",
        "/a.css    | ''                      | plain",
        "/c.txt    | gzip, br                | alone",
        "/a.css.br | gzip, br                | brotli",
      })
  void negotiatesTheForm(String path, String accepted, String content) throws Exception {
    for (long cacheBytes : new long[] {10 << 20, 0}) {
      StaticFiles files = files(cacheBytes);
      for (int i = 0; i < 3; i++) {
        assertThat(content(files, path, accepted)).isEqualTo(content);
      }
    }
  }

  @Test
  void aFormHasTheTypeOfTheFileAndATagOfItsOwn() throws Exception {
    StaticFiles files = files();
    for (int i = 0; i < 2; i++) {
      Response plain = ask(files, "/a.css", "");
      Response form = ask(files, "/a.css", "br");
      assertThat(form.fields())
          .extracting(Field::toString)
          .contains(
              "Content-Type: text/css; charset=utf-8",
              "Content-Encoding: br",
              "Vary: Accept-Encoding");
      assertThat(plain.fields())
          .extracting(Field::toString)
          .contains("Content-Type: text/css; charset=utf-8", "Vary: Accept-Encoding");
      assertThat(plain.first(HeaderName.CONTENT_ENCODING)).isEmpty();
      EntityTag tag = form.first(HeaderName.ETAG).flatMap(EntityTag::parse).orElseThrow();
      assertThat(tag.isWeak()).isFalse();
      assertThat(plain.first(HeaderName.ETAG).flatMap(EntityTag::parse).orElseThrow())
          .isNotEqualTo(tag);
    }
  }

  @Test
  void aFileWithoutFormsDoesNotVary() throws Exception {
    assertThat(ask(files(), "/c.txt", "br").first(HeaderName.VARY)).isEmpty();
    assertThat(ask(files(), "/a.css.br", "br").first(HeaderName.CONTENT_ENCODING)).isEmpty();
  }

  @Test
  void withoutTheOptionTheFormsAreOtherFiles() throws Exception {
    StaticFiles files = new StaticFiles(root, clock);
    Response response = ask(files, "/a.css", "br");
    assertThat(content(response)).isEqualTo("plain");
    assertThat(response.first(HeaderName.VARY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/a.css, br", "/a.css, gzip", "/b.html, zstd", "/a.css, ''", "/c.txt, br"})
  void whatWasJustServedNeedsNoDisk(String path, String accepted) throws Exception {
    StaticFiles files = files();
    for (int i = 0; i < 5; i++) {
      assertThat(files.prepare(get(path, accepted)).blocking()).isEqualTo(Blocking.BRIEFLY);
      String content = content(files, path, accepted);
      Handler prepared = files.prepare(get(path, accepted));
      assertThat(prepared.blocking()).isEqualTo(Blocking.NEVER);
      // At hand, it needs not even the request.
      assertThat(content(prepared.handle(get("/none", "").request()))).isEqualTo(content);
      passStaleTime();
    }
  }

  /** Only what is asked for is read. */
  @Test
  void aFormThatNobodyAskedForNeedsTheDisk() throws Exception {
    StaticFiles files = files();
    content(files, "/a.css", "br");
    assertThat(files.prepare(get("/a.css", "")).blocking()).isEqualTo(Blocking.BRIEFLY);
    assertThat(files.prepare(get("/a.css", "gzip")).blocking()).isEqualTo(Blocking.BRIEFLY);
    assertThat(content(files, "/a.css", "")).isEqualTo("plain");
    assertThat(content(files, "/a.css", "br")).isEqualTo("brotli");
    assertThat(files.prepare(get("/a.css", "")).blocking()).isEqualTo(Blocking.NEVER);
    assertThat(files.prepare(get("/a.css", "br")).blocking()).isEqualTo(Blocking.NEVER);
  }

  @Test
  void aNewFormIsNoticedInTime() throws Exception {
    StaticFiles files = files();
    assertThat(content(files, "/c.txt", "gzip")).isEqualTo("alone");
    write("c.txt.gz", "gzip");
    passStaleTime();
    assertThat(content(files, "/c.txt", "gzip")).isEqualTo("gzip");
    assertThat(ask(files, "/c.txt", "").first(HeaderName.VARY)).contains("Accept-Encoding");
  }

  @Test
  void aChangedFormIsNoticedInTime() throws Exception {
    StaticFiles files = files();
    assertThat(content(files, "/b.html", "zstd")).isEqualTo(LARGE + "zstd");
    write("b.html.zst", "changed");
    passStaleTime();
    assertThat(content(files, "/b.html", "zstd")).isEqualTo("changed");
  }

  @Test
  void aFormThatIsGoneIsNoticedInTime() throws Exception {
    StaticFiles files = files();
    assertThat(content(files, "/a.css", "br, gzip;q=0.5")).isEqualTo("brotli");
    assertThat(content(files, "/b.html", "zstd")).isEqualTo(LARGE + "zstd");
    Files.delete(root.resolve("a.css.br"));
    Files.delete(root.resolve("b.html.zst"));
    passStaleTime();
    assertThat(content(files, "/a.css", "br, gzip;q=0.5")).isEqualTo("gzip");
    Response alone = ask(files, "/b.html", "zstd");
    assertThat(content(alone)).isEqualTo(LARGE);
    assertThat(alone.first(HeaderName.VARY)).isEmpty();
  }

  @Test
  void aChangedFileIsNoticedInTime() throws Exception {
    StaticFiles files = files();
    assertThat(content(files, "/a.css", "")).isEqualTo("plain");
    assertThat(content(files, "/a.css", "br")).isEqualTo("brotli");
    write("a.css", "changed");
    passStaleTime();
    assertThat(content(files, "/a.css", "br")).isEqualTo("brotli");
    assertThat(content(files, "/a.css", "")).isEqualTo("changed");
  }

  @Test
  void aFileThatIsGoneHasNoForms() throws Exception {
    StaticFiles files = files();
    assertThat(content(files, "/a.css", "br")).isEqualTo("brotli");
    Files.delete(root.resolve("a.css"));
    passStaleTime();
    assertThatThrownBy(() -> ask(files, "/a.css", "br")).hasMessage("no such file");
  }

  /** What nginx and Caddy do too: copying a site sets dates in any order. */
  @Test
  void anOlderFormIsServed() throws Exception {
    Files.setLastModifiedTime(root.resolve("a.css.br"), FileTime.fromMillis(1_000_000_000_000L));
    assertThat(content(files(), "/a.css", "br")).isEqualTo("brotli");
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "link to nothing", "link outside"})
  void whatIsNoFileInTheRootIsNoForm(String kind, @TempDir Path outside) throws Exception {
    Path form = root.resolve("c.txt.br");
    switch (kind) {
      case "folder" -> Files.createDirectory(form);
      case "link to nothing" -> Files.createSymbolicLink(form, Path.of("nothing"));
      default ->
          Files.createSymbolicLink(form, Files.writeString(outside.resolve("secret"), "secret"));
    }
    Response response = ask(files(), "/c.txt", "br");
    assertThat(content(response)).isEqualTo("alone");
    assertThat(response.first(HeaderName.VARY)).isEmpty();
  }

  @Test
  void theIndexAndTheFallbackHaveFormsToo() throws Exception {
    write("index.html", "index");
    write("index.html.gz", "index in gzip");
    StaticFiles files =
        new StaticFiles(
            StaticFilesConfig.of(root)
                .withCache(new FileCache(10 << 20, 100, NEVER_TOO_YOUNG))
                .withFallback("/index.html")
                .withPrecompressed(true),
            clock);
    for (int i = 0; i < 3; i++) {
      assertThat(content(files, "/", "gzip")).isEqualTo("index in gzip");
      assertThat(content(files, "/", "")).isEqualTo("index");
      HeadOf page = get("/app/page", "gzip").with(HeaderName.ACCEPT, "text/html");
      assertThat(content(files.handle(page.request()))).isEqualTo("index in gzip");
      passStaleTime();
    }
  }
}
