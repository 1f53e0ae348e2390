package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a folder, on every engine. */
@ParameterizedClass(name = "{0}")
@EnumSource(Variant.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RootTest {
  @Parameter private Variant variant;
  private LocalServer server;
  private Client client;

  private void serve(String... options) throws Exception {
    server = LocalServer.serve(variant, options);
    client = server.client();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    Path root = Files.createDirectories(folder.resolve("root/sub"));
    Files.writeString(folder.resolve("secret.txt"), "secret");
    Files.writeString(root.resolve("index.html"), "<p>sub");
    Path top = folder.resolve("root");
    Files.writeString(top.resolve("index.html"), "<p>top");
    Files.writeString(top.resolve("ping"), "a file");
    Files.writeString(top.resolve(".hidden"), "secret");
    Path known = Files.createDirectory(top.resolve(".well-known"));
    Files.writeString(known.resolve("security.txt"), "contact");
    Files.writeString(known.resolve(".hidden"), "secret");
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Files.writeString(outside.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(top.resolve("file-outside.txt"), folder.resolve("secret.txt"));
    Files.createSymbolicLink(top.resolve("folder-outside"), outside);
    Files.createSymbolicLink(top.resolve("inside"), root);
    Files.createDirectory(top.resolve("api"));
    Files.writeString(top.resolve("api/index.html"), "<p>api");
    Files.write(top.resolve("large.bin"), LocalServer.random(1_500_000));
    serve("--root=" + top);
  }

  @Test
  void filesAreServed() throws IOException {
    assertThat(server.get("/").text()).isEqualTo("<p>top");
    assertThat(server.get("/").field("Content-Type").orElse("")).startsWith("text/html");
    assertThat(server.get("/sub/").text()).isEqualTo("<p>sub");
    assertThat(server.get("/large.bin").body()).isEqualTo(LocalServer.random(1_500_000));
    assertThat(server.get("/sub").field("Location")).hasValue("/sub/");
    assertThat(server.get("/none.txt").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /", "GET /large.bin", "HEAD /large.bin"})
  void filesThatAClientHasAreNotSentAgain(String request) throws IOException {
    Reply head = client.ask(request.replace("GET", "HEAD")).readHead();
    String date = head.field("Last-Modified").orElseThrow();
    Reply reply = client.ask(request, "If-Modified-Since: " + date).read();
    assertThat(reply.status()).isEqualTo(304);
    assertThat(reply.field("ETag")).isPresent();
    assertThat(client.ask(request, "If-None-Match: *").read().status()).isEqualTo(304);
    Reply full =
        client
            .ask("GET /large.bin", "If-Modified-Since: " + date, "If-Modified-Since: " + date)
            .read();
    assertThat(full.body()).isEqualTo(LocalServer.random(1_500_000));
  }

  @Test
  void clientsCanAskForPartsOfFiles() throws IOException {
    Reply reply = server.get("/large.bin", "Range: bytes=1000000-");
    assertThat(reply.status()).isEqualTo(206);
    assertThat(reply.field("Content-Range")).hasValue("bytes 1000000-1499999/1500000");
    assertThat(reply.body())
        .isEqualTo(Arrays.copyOfRange(LocalServer.random(1_500_000), 1_000_000, 1_500_000));
  }

  @ParameterizedTest
  @CsvSource({
    "//sub/index.html, 200",
    "/inside/index.html, 200",
    "/.well-known/security.txt, 200",
    "/.well-known/.hidden, 404",
    "/.hidden, 404",
    "/api%2Findex.html, 404"
  })
  void filesAreFoundByTheirPaths(String target, int status) throws IOException {
    assertThat(server.get(target).status()).isEqualTo(status);
  }

  @Test
  void filesWithThePathsOfDemonstrationRoutesAreServed() throws IOException {
    assertThat(server.get("/ping").text()).isEqualTo("a file");
    assertThat(server.get("/api/").text()).isEqualTo("<p>api");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/echo", "/echo/x", "/user-agent", "/read", "/visits", "/stats", "/plaintext"})
  void thereAreNoRoutesExceptFiles(String target) throws IOException {
    assertThat(server.get(target).status()).isEqualTo(404);
    assertThat(client.post("/write", LocalServer.random(3)).read().status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/sub/../../secret.txt",
        "/..%2fsecret.txt"
      })
  void nothingOutsideIsServed(String target) throws IOException {
    Reply reply = server.get(target);
    assertThat(reply.status()).isIn(400, 404);
    assertThat(reply.text()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/file-outside.txt", "/folder-outside/secret.txt", "/folder-outside"})
  void noLinkLeadsOutside(String target) throws IOException {
    assertThat(server.get(target).status()).isEqualTo(404);
  }

  @Test
  void filesAreOnlyRead() throws IOException {
    Reply reply = client.post("/index.html", LocalServer.random(3)).read();
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.field("Allow")).hasValue("GET, HEAD, OPTIONS");
  }
}
