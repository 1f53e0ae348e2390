package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that change what every client gets, on every engine. */
@ParameterizedClass(name = "{0}")
@EnumSource(Variant.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SiteOptionsTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"--demo", "--lab"})
  void demonstrationRoutesComeBeforeFiles(String option, @TempDir Path root) throws Exception {
    Files.writeString(root.resolve("ping"), "a file");
    Files.writeString(root.resolve("pong"), "another");
    serve("--root=" + root, option);
    assertThat(server.get("/ping").text()).isEqualTo("pong");
    assertThat(server.get("/pong").text()).isEqualTo("another");
    assertThat(server.get("/stats").status()).isEqualTo(200);
    assertThat(server.get("/plaintext").status()).isEqualTo(option.equals("--lab") ? 200 : 404);
  }

  @Test
  void demonstrationRoutesCanBeSwitchedOff() throws Exception {
    serve("--demo=false");
    assertThat(server.get("/").status()).isEqualTo(200);
    assertThat(server.get("/ping").status()).isEqualTo(404);
    assertThat(client.ask("POST /write", "Content-Length: 0").read().status()).isEqualTo(404);
  }

  @Test
  void limitsAreThoseOfTheCommandLine() throws Exception {
    serve("--max-target-bytes=8000", "--max-head-bytes=9000", "--max-headers=3");
    assertThat(server.get("/" + "x".repeat(7_990)).status()).isEqualTo(404);
    assertThat(server.get("/ping", "A: 1", "B: 2").status()).isEqualTo(200);
    assertThat(server.connect().ask("GET /" + "x".repeat(8_000)).read().status()).isEqualTo(414);
    assertThat(server.connect().ask("GET /ping", "A: " + "x".repeat(9_000)).read().status())
        .isEqualTo(431);
    assertThat(server.connect().ask("GET /ping", "A: 1", "B: 2", "C: 3").read().status())
        .isEqualTo(431);
  }

  @Test
  void connectionsAboveTheLimitAreTurnedAway() throws Exception {
    serve("--max-connections=1");
    assertThat(server.get("/ping").status()).isEqualTo(200);
    Client second = server.connect();
    assertThat(second.ask("GET /ping").read().status()).isEqualTo(503);
  }

  @Test
  void theIdleTimeoutIsThatOfTheCommandLine() throws Exception {
    serve("--idle-timeout=200ms");
    assertThat(server.get("/ping").status()).isEqualTo(200);
    assertThat(client.read(new byte[1])).as("the end of an idle connection").isEqualTo(-1);
  }

  @Test
  void theHeadTimeoutIsThatOfTheCommandLine() throws Exception {
    serve("--head-timeout=100ms");
    assertThat(answerToPartOfAHead().status()).isEqualTo(408);
  }

  /** The time begins when the server accepts, so a busy client may be too late to send anything. */
  private Reply answerToPartOfAHead() throws IOException {
    while (true) {
      try {
        return server.connect().send("GET /pi").read();
      } catch (EOFException | SocketException tooLate) {
        // the next one may be quicker
      }
    }
  }
}
