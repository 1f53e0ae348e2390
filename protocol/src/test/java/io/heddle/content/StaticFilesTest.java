package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpDate;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are served, and how. {@link DocumentRootTest} covers what must not be served. */
class StaticFilesTest {
  private static final Instant NOW = Instant.parse("2025-11-01T12:00:00Z");
  private static final Instant MODIFIED = Instant.parse("2025-10-31T23:59:59.750Z");
  private static final String LAST_MODIFIED = "Fri, 31 Oct 2025 23:59:59 GMT";

  private static final long MAX_NANOS = Duration.ofSeconds(60).toNanos();

  @TempDir private Path root;
  private StaticFiles files;

  @BeforeEach
  void serveTheRoot() throws IOException {
    write("hello.txt", "hello\n");
    write("empty.txt", "");
    write("index.html", "<p>root</p>");
    write("docs/index.html", "<p>docs</p>");
    write("docs/a b+c.txt", "odd name");
    write("caf\u00e9.txt", "accent");
    write(".well-known/security.txt", "dot");
    write(".well-known/.env", "secret");
    write(".env", "secret");
    write(".git/HEAD", "secret");
    write("docs/.htpasswd", "secret");
    write("docs/.well-known/security.txt", "not at the top");
    Files.createDirectories(root.resolve("bare"));
    Files.createDirectories(root.resolve("odd/index.html"));
    files = new StaticFiles(root, InstantSource.fixed(NOW));
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED));
  }

  private Response get(String target) throws IOException {
    return files.handle(HeadOf.get(target).request());
  }

  private Status refusal(String target) {
    try {
      return get(target).status();
    } catch (HttpException e) {
      return e.status();
    } catch (IOException e) {
      throw new AssertionError(target + " would be a 500", e);
    }
  }

  private static String field(Response response, HeaderName name) {
    return response.fields().stream()
        .filter(field -> field.name().equals(name))
        .map(Field::value)
        .findFirst()
        .orElse("none");
  }

  /** The text that a body sends; closes the file. */
  private static String content(Response response) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (response.body()) {
      case Body.Bytes bytes -> out.write(bytes.bytes(), bytes.from(), bytes.to() - bytes.from());
      case Body.Stream stream -> stream.writer().writeTo(out);
      case Body.Region(FileChannel file, long position, long length, _, _) -> {
        try (file) {
          assertThat(file.transferTo(position, length, Channels.newChannel(out))).isEqualTo(length);
        }
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "/hello.txt, 'hello\n'",
    "/hello.txt?v=1, 'hello\n'",
    "/%68ello%2Etxt, 'hello\n'",
    "/docs/a%20b+c.txt, odd name",
    "/docs/../docs/a%20b%2Bc.txt, odd name",
    "/caf%C3%A9.txt, accent",
    "/.well-known/security.txt, dot",
    "/, <p>root</p>",
    "/?v=1, <p>root</p>",
    "/index.html, <p>root</p>",
    "/docs/, <p>docs</p>",
    "/empty.txt, ''",
    "//hello.txt, 'hello\n'",
    "///docs////a%20b+c.txt, odd name",
    "//index.html, <p>root</p>",
    "//, <p>root</p>",
    "/docs//, <p>docs</p>",
    "//docs//index.html, <p>docs</p>",
  })
  void servesFiles(String target, String content) throws IOException {
    Response response = get(target);
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(content(response)).isEqualTo(content);
  }

  @Test
  void sendsTypeAndDate() throws IOException {
    Response response = get("/hello.txt");
    assertThat(field(response, HeaderName.CONTENT_TYPE)).isEqualTo("text/plain; charset=utf-8");
    assertThat(field(response, HeaderName.LAST_MODIFIED)).isEqualTo(LAST_MODIFIED);
    content(response);
  }

  @Test
  void refersToFilesWithoutReadingThem() throws IOException {
    Response response = get("/hello.txt");
    assertThat(response.body()).isInstanceOf(Body.Region.class);
    assertThat(response.body().length()).isEqualTo(6);
    content(response);
  }

  @Test
  void sendsNoContentForAnEmptyFile() throws IOException {
    Response response = get("/empty.txt");
    assertThat(response.body().length()).isZero();
    response.body().close();
  }

  @Test
  void leavesHeadToTheConnection() throws IOException {
    Response get = get("/hello.txt");
    Response head = files.handle(HeadOf.of(Method.HEAD, "/hello.txt").request());
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.fields()).hasToString(get.fields().toString());
    assertThat(head.body().length()).isEqualTo(get.body().length());
    assertThat(content(head)).isEqualTo(content(get));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/none.txt",
        "/none/",
        "/none/hello.txt",
        "/HELLO.txt",
        "/hello.txt/",
        "/hello.txt/more",
        "/index.html/",
        "/bare/",
        "/odd/",
        "//none.txt",
        "/hello.txt//",
        "/docs//none/",
      })
  void findsNothingElse(String target) {
    assertThat(refusal(target)).isEqualTo(Status.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/.env",
        "/%2eenv",
        "//.env",
        "/.git",
        "/.git/",
        "/.git/HEAD",
        "/docs/.htpasswd",
        "/.well-known/.env",
        "/docs/.well-known/security.txt",
        "/.WELL-KNOWN/security.txt",
        "/.../hello.txt",
      })
  void hidesNamesThatBeginWithADot(String target) {
    assertThat(refusal(target)).isEqualTo(Status.NOT_FOUND);
  }

  @Test
  void followsALinkToAHiddenFolder() throws IOException {
    Files.createSymbolicLink(root.resolve("head.txt"), root.resolve(".git/HEAD"));
    assertThat(content(get("/head.txt"))).isEqualTo("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "/bare/, this folder has no index.html",
    "//bare//, this folder has no index.html",
    "/none/, no such file",
    "/none.txt, no such file",
    "/hello.txt/, no such file",
    "/.git/, no such file",
  })
  void saysWhenAFolderHasNoIndex(String target, String reason) {
    assertThatThrownBy(() -> get(target))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status()).isEqualTo(Status.NOT_FOUND);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 300, 5_000})
  void doesNotFindNamesThatAreTooLong(int length) {
    assertThat(refusal("/" + "a".repeat(length))).isEqualTo(Status.NOT_FOUND);
    assertThat(refusal("/" + "a/".repeat(length))).isEqualTo(Status.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "/docs, /docs/",
    "/docs?a=b/c&d, /docs/?a=b/c&d",
    "/docs?, /docs/?",
    "/bare, /bare/",
    "/%64ocs, /docs/",
    "/odd/index.html, /odd/index.html/",
    "//docs, /docs/",
    "/docs/..//docs, /docs/",
    "///docs?a=//b, /docs/?a=//b",
  })
  void redirectsDirectoriesToATrailingSlash(String target, String location) throws IOException {
    Response response = get(target);
    assertThat(response.status()).isEqualTo(Status.MOVED_PERMANENTLY);
    assertThat(field(response, HeaderName.LOCATION)).isEqualTo(location);
  }

  @Test
  void redirectsToNoOtherHost() throws IOException {
    Files.createDirectories(root.resolve("evil.example"));
    Files.createDirectories(root.resolve("\\evil.example"));
    Files.createDirectories(root.resolve("\\\\evil.example"));
    Files.createDirectories(root.resolve("evil.example/deep"));
    for (String target :
        new String[] {
          "//evil.example",
          "////evil.example",
          "/bare/..//evil.example",
          "//bare/../evil.example",
          "//evil.example//deep",
          "/%5cevil.example",
          "/%5C%5cevil.example",
          "//%5cevil.example",
        }) {
      assertThat(field(get(target), HeaderName.LOCATION)).as(target).matches("/[^/\\\\].*/");
    }
    assertThat(field(get("//evil.example"), HeaderName.LOCATION)).isEqualTo("/evil.example/");
    assertThat(field(get("/%5cevil.example"), HeaderName.LOCATION)).isEqualTo("/%5Cevil.example/");
  }

  @Test
  void redirectsWithLineEndsEncoded() throws IOException {
    Files.createDirectories(root.resolve("a\r\nb"));
    assertThat(field(get("/a%0d%0ab"), HeaderName.LOCATION)).isEqualTo("/a%0D%0Ab/");
  }

  @Test
  void claimsNoDateInTheFuture() throws IOException {
    Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(NOW.plusSeconds(3_600)));
    Response response = get("/hello.txt");
    assertThat(field(response, HeaderName.LAST_MODIFIED))
        .isEqualTo("Sat, 01 Nov 2025 12:00:00 GMT");
    content(response);
  }

  @Test
  void blocksBriefly() {
    assertThat(files.blocking()).isEqualTo(Blocking.BRIEFLY);
  }

  @Test
  void sendsTheOpenedFileEvenIfItIsReplaced() throws IOException {
    Response response = get("/hello.txt");
    Path other = Files.writeString(root.resolve("other"), "another content");
    Files.move(other, root.resolve("hello.txt"), StandardCopyOption.ATOMIC_MOVE);
    assertThat(content(response)).isEqualTo("hello\n");
    assertThat(content(get("/hello.txt"))).isEqualTo("another content");
  }

  @Test
  void neverDatesOldContentAsNew() throws Exception {
    Instant begin = MODIFIED.truncatedTo(ChronoUnit.SECONDS).minusSeconds(10_000);
    AtomicBoolean ended = new AtomicBoolean();
    AtomicInteger version = new AtomicInteger();
    replace(begin, 0);
    long start = System.nanoTime();
    Thread writer =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!ended.get()) {
                    replace(begin, version.incrementAndGet());
                  }
                });
    try {
      for (int i = 0; i < 2_000 || isStillNeeded(version, start); i++) {
        Response response = get("/replaced.txt");
        String content = content(response);
        Instant date = HttpDate.parse(field(response, HeaderName.LAST_MODIFIED), NOW).orElseThrow();
        int sent = Integer.parseInt(content.substring(0, content.indexOf(' ')));
        assertThat(content).isEqualTo(versioned(sent));
        assertThat(date).isBeforeOrEqualTo(begin.plusSeconds(sent));
      }
    } finally {
      ended.set(true);
      writer.join();
    }
    assertThat(version.get()).as("times replaced").isGreaterThan(10);
  }

  /** On a slow machine, the writer may start late. */
  private static boolean isStillNeeded(AtomicInteger version, long startNanos) {
    return version.get() <= 10 && System.nanoTime() - startNanos < MAX_NANOS;
  }

  /** Replaces the file; each version is longer than the one before, and a second younger. */
  private void replace(Instant begin, int version) {
    try {
      Path next = Files.writeString(root.resolve("next.txt"), versioned(version));
      Files.setLastModifiedTime(next, FileTime.from(begin.plusSeconds(version)));
      Files.move(next, root.resolve("replaced.txt"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String versioned(int version) {
    return version + " " + "x".repeat(version % 5_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "hello.txt"})
  void servesOnlyFromADirectory(String name) {
    Path directory = root.resolve(name);
    assertThatThrownBy(() -> new StaticFiles(directory, InstantSource.fixed(NOW)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(directory.toString());
  }
}
