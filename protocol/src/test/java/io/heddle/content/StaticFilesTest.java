package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Blocking;
import io.heddle.http.Body;
import io.heddle.http.Field;
import io.heddle.http.HeadOf;
import io.heddle.http.HeaderName;
import io.heddle.http.HttpException;
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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served, and how. What must not be is in {@link DocumentRootTest}. */
class StaticFilesTest {
  private static final Instant NOW = Instant.parse("2025-11-01T12:00:00Z");
  private static final Instant MODIFIED = Instant.parse("2025-10-31T23:59:59.750Z");
  private static final String LAST_MODIFIED = "Fri, 31 Oct 2025 23:59:59 GMT";

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
      case Body.Bytes bytes -> out.write(bytes.bytes());
      case Body.Stream stream -> stream.writer().writeTo(out);
      case Body.Region(FileChannel file, long position, long length, _) -> {
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
  })
  void servesFiles(String target, String content) throws IOException {
    Response response = get(target);
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(content(response)).isEqualTo(content);
  }

  @Test
  void saysTypeAndDate() throws IOException {
    Response response = get("/hello.txt");
    assertThat(field(response, HeaderName.CONTENT_TYPE)).isEqualTo("text/plain; charset=utf-8");
    assertThat(field(response, HeaderName.LAST_MODIFIED)).isEqualTo(LAST_MODIFIED);
    content(response);
  }

  @Test
  void pointsAtTheOctetsOfFilesAndReadsNone() throws IOException {
    Response response = get("/hello.txt");
    assertThat(response.body()).isInstanceOf(Body.Region.class);
    assertThat(response.body().length()).isEqualTo(6);
    content(response);
  }

  @Test
  void opensNoEmptyFile() throws IOException {
    assertThat(get("/empty.txt").body()).isSameAs(Body.EMPTY);
  }

  @Test
  void answersHeadLikeGetWithoutOpeningTheFile() throws IOException {
    Response get = get("/hello.txt");
    Response head = files.handle(HeadOf.of(Method.HEAD, "/hello.txt").request());
    assertThat(head.status()).isEqualTo(get.status());
    assertThat(head.fields()).hasToString(get.fields().toString());
    assertThat(head.body().length()).isEqualTo(get.body().length());
    assertThat(head.body()).isNotInstanceOf(Body.Region.class);
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
        "//hello.txt",
        "//",
        "/docs//index.html",
        "/docs//"
      })
  void findsNothingElse(String target) {
    assertThat(refusal(target)).isEqualTo(Status.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(ints = {255, 256, 300, 5_000})
  void findsNoNameThatIsTooLong(int length) {
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
  })
  void redirectsDirectoriesToTheirSlash(String target, String location) throws IOException {
    Response response = get(target);
    assertThat(response.status()).isEqualTo(Status.MOVED_PERMANENTLY);
    assertThat(field(response, HeaderName.LOCATION)).isEqualTo(location);
  }

  @Test
  void redirectsToNoOtherHost() throws IOException {
    Files.createDirectories(root.resolve("evil.example"));
    Files.createDirectories(root.resolve("\\evil.example"));
    Files.createDirectories(root.resolve("\\\\evil.example"));
    assertThat(refusal("//evil.example")).isEqualTo(Status.NOT_FOUND);
    assertThat(refusal("/bare/..//evil.example")).isEqualTo(Status.NOT_FOUND);
    assertThat(field(get("/\\evil.example"), HeaderName.LOCATION)).isEqualTo("/%5Cevil.example/");
    assertThat(field(get("/%5cevil.example"), HeaderName.LOCATION)).isEqualTo("/%5Cevil.example/");
    assertThat(field(get("/\\\\evil.example"), HeaderName.LOCATION))
        .isEqualTo("/%5C%5Cevil.example/");
  }

  @Test
  void redirectsNamesThatWouldEndTheLineEncoded() throws IOException {
    Files.createDirectories(root.resolve("a\r\nb"));
    assertThat(field(get("/a%0d%0ab"), HeaderName.LOCATION)).isEqualTo("/a%0D%0Ab/");
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void answers304WhenTheClientHasTheFile(Method method) throws IOException {
    HeadOf head = HeadOf.of(method, "/hello.txt").with(HeaderName.IF_MODIFIED_SINCE, LAST_MODIFIED);
    Response response = files.handle(head.request());
    assertThat(response.status()).isEqualTo(Status.NOT_MODIFIED);
    assertThat(response.body()).isSameAs(Body.EMPTY);
    assertThat(field(response, HeaderName.LAST_MODIFIED)).isEqualTo(LAST_MODIFIED);
  }

  @ParameterizedTest
  @CsvSource({
    "'Sat, 01 Nov 2025 00:00:00 GMT', 304",
    "'Friday, 31-Oct-25 23:59:59 GMT', 304",
    "'Fri Oct 31 23:59:59 2025', 304",
    "'Fri, 31 Oct 2025 23:59:58 GMT', 200",
    "'Thu, 01 Jan 1970 00:00:00 GMT', 200",
    "yesterday, 200",
    "'', 200",
  })
  void comparesDatesToTheSecond(String since, int status) throws IOException {
    HeadOf head = HeadOf.get("/hello.txt").with(HeaderName.IF_MODIFIED_SINCE, since);
    Response response = files.handle(head.request());
    assertThat(response.status().code()).isEqualTo(status);
    content(response);
  }

  @Test
  void claimsNoDateInTheFuture() throws IOException {
    Files.setLastModifiedTime(root.resolve("hello.txt"), FileTime.from(NOW.plusSeconds(3_600)));
    Response response = get("/hello.txt");
    assertThat(field(response, HeaderName.LAST_MODIFIED))
        .isEqualTo("Sat, 01 Nov 2025 12:00:00 GMT");
    content(response);
  }

  @ParameterizedTest
  @EnumSource(names = {"GET", "HEAD"})
  void refusesFilesThatItMayNotRead(Method method) throws Exception {
    assertThat(UnprivilegedFiles.status(root, method, "/hello.txt")).isEqualTo(200);
    Path secret = root.resolve("hello.txt");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("-wx------"));
    assertThat(UnprivilegedFiles.status(root, method, "/hello.txt")).isEqualTo(403);
  }

  @Test
  void refusesDirectoriesThatItMayNotSearch() throws Exception {
    Path closed = root.resolve("docs");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    try {
      assertThat(UnprivilegedFiles.status(root, Method.GET, "/docs/index.html")).isEqualTo(403);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void mayWaitForTheDisk() {
    assertThat(files.blocking()).isNotEqualTo(Blocking.NEVER);
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
