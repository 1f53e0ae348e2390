package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.heddle.http.Body;
import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import io.heddle.http.Response;
import io.heddle.http.Status;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attempts to leave the root, or to reach something that is not a file, with every spelling and
 * link.
 */
class DocumentRootTest {
  @TempDir private Path directory;
  private Path root;
  private StaticFiles files;

  @BeforeEach
  void putASecretNextToTheRoot() throws IOException {
    root = Files.createDirectory(directory.resolve("root"));
    Files.createDirectory(root.resolve("sub"));
    Files.writeString(root.resolve("inside.txt"), "inside");
    Files.writeString(root.resolve("sub/deep.txt"), "deep");
    Files.writeString(directory.resolve("secret.txt"), "secret");
    Files.createDirectory(directory.resolve("root-too"));
    Files.writeString(directory.resolve("root-too/secret.txt"), "secret");
    Files.writeString(directory.resolve("root-too/index.html"), "secret");
    files = new StaticFiles(root, InstantSource.fixed(Instant.parse("2025-11-01T12:00:00Z")));
  }

  private static int status(StaticFiles files, HeadOf head) throws IOException {
    try {
      Response response = files.handle(head.request());
      if (response.body() instanceof Body.Region region) {
        region.file().close();
      }
      return response.status().code();
    } catch (HttpException e) {
      return e.status().code();
    }
  }

  private int get(String target) throws IOException {
    return status(files, HeadOf.get(target));
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(root.resolve(name), target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%2fsecret.txt",
        "/..%2Fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%2E%2E%2Fsecret.txt",
        "/sub/..%2f..%2fsecret.txt",
        "/sub/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/sub%2fdeep.txt",
        "/%2finside.txt",
        "//%2finside.txt",
        "/inside.txt%2f",
        "/..%5csecret.txt",
        "/%2e%2e%5c%5csecret.txt",
        "/%2e%2e%5csecret.txt",
        "/..%252fsecret.txt",
        "/%252e%252e/secret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..;/secret.txt",
        "/.../secret.txt",
        "/inside.txt%00",
        "/inside.txt%00.html",
        "/%00",
        "/sub%00/deep.txt",
        "/inside.txt%20",
        "/%EF%BC%8E%EF%BC%8E%EF%BC%8Fsecret.txt", // full-width dots and slash
      })
  void findsNothingWithOddSpellings(String target) throws IOException {
    assertThat(get(target)).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%C0%AE%C0%AE%C0%AFsecret.txt",
        "/%C0%AE%C0%AE/secret.txt",
        "/..%C0%AFsecret.txt",
        "/..%C1%9Csecret.txt",
        "/..%E0%80%AFsecret.txt",
        "/%FF",
        "/caf%E9.txt"
      })
  void refusesWhatIsNotUtf8(String target) throws IOException {
    assertThat(get(target)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/sub/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/sub/..",
        "/sub/../",
        "/./inside.txt",
        "/%2e/inside.txt"
      })
  void rejectsDotSegmentsItself(String target) throws IOException {
    assertThat(status(files, HeadOf.rawGet(target))).isEqualTo(404);
  }

  @Test
  void followsLinksThatStayInside() throws IOException {
    link("file-link", root.resolve("inside.txt"));
    link("relative-link", Path.of("sub/deep.txt"));
    link("directory-link", root.resolve("sub"));
    link("sub/up-link", Path.of(".."));
    link("round-trip", Path.of("../root/inside.txt"));
    assertThat(get("/file-link")).isEqualTo(200);
    assertThat(get("/relative-link")).isEqualTo(200);
    assertThat(get("/directory-link/deep.txt")).isEqualTo(200);
    assertThat(get("/sub/up-link/inside.txt")).isEqualTo(200);
    assertThat(get("/round-trip")).isEqualTo(200);
  }

  @Test
  void followsNoLinkOutside() throws IOException {
    link("file-link", directory.resolve("secret.txt"));
    link("relative-link", Path.of("../secret.txt"));
    link("directory-link", directory);
    link("sibling", directory.resolve("root-too"));
    link("chain", root.resolve("file-link"));
    link("sub/index.html", directory.resolve("secret.txt"));
    assertThat(get("/file-link")).isEqualTo(404);
    assertThat(get("/relative-link")).isEqualTo(404);
    assertThat(get("/directory-link")).isEqualTo(404);
    assertThat(get("/directory-link/")).isEqualTo(404);
    assertThat(get("/directory-link/secret.txt")).isEqualTo(404);
    assertThat(get("/sibling/secret.txt")).isEqualTo(404);
    assertThat(get("/sibling/")).isEqualTo(404);
    assertThat(get("/chain")).isEqualTo(404);
    assertThat(get("/sub/")).isEqualTo(404);
  }

  @Test
  void followsALinkOutsideThatLeadsBackInside() throws IOException {
    link("out", directory);
    assertThat(get("/out/root/inside.txt")).isEqualTo(200);
  }

  @Test
  void findsNothingBehindBrokenLinks() throws IOException {
    link("dangling", root.resolve("none"));
    link("loop", root.resolve("loop"));
    assertThat(get("/dangling")).isEqualTo(404);
    assertThat(get("/dangling/")).isEqualTo(404);
    assertThat(get("/loop")).isEqualTo(404);
    assertThat(get("/loop/inside.txt")).isEqualTo(404);
  }

  @Test
  void servesARootBehindALink() throws IOException {
    Path alias = Files.createSymbolicLink(directory.resolve("alias"), root);
    StaticFiles aliased = new StaticFiles(alias, InstantSource.system());
    assertThat(status(aliased, HeadOf.get("/inside.txt"))).isEqualTo(200);
  }

  @Test
  void opensNoPipe() throws IOException, InterruptedException {
    Path pipe = root.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    link("pipe-link", pipe);
    Path index = root.resolve("sub/index.html");
    assertThat(new ProcessBuilder("mkfifo", index.toString()).start().waitFor()).isZero();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(get("/pipe")).isEqualTo(404);
          assertThat(get("/pipe-link")).isEqualTo(404);
          assertThat(get("/sub/")).isEqualTo(404);
        });
  }

  @Test
  void opensNoSocket() throws IOException {
    Path socket = root.resolve("socket");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
      assertThat(Files.exists(socket)).isTrue();
      assertThat(get("/socket")).isEqualTo(404);
    }
  }

  @Test
  void opensNoDevice() throws IOException {
    StaticFiles devices = new StaticFiles(Path.of("/dev"), InstantSource.system());
    assertThat(status(devices, HeadOf.get("/null"))).isEqualTo(404);
    assertThat(status(devices, HeadOf.get("/zero"))).isEqualTo(404);
  }

  @Test
  void doesNotRevealWhyItFindsNothing() throws IOException {
    link("outside", directory.resolve("secret.txt"));
    for (String target : new String[] {"/none", "/outside", "/..%2fsecret.txt", "/a%00"}) {
      try {
        files.handle(HeadOf.get(target).request());
      } catch (HttpException e) {
        assertThat(e.status()).isEqualTo(Status.NOT_FOUND);
        assertThat(e.reason()).isEqualTo("no such file");
        continue;
      }
      throw new AssertionError(target + " is served");
    }
  }
}
