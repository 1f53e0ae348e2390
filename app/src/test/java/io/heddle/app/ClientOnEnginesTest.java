package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.client.ClientCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code client} and each engine understand each other. */
final class ClientOnEnginesTest {
  private static final int LARGE_BYTES = 3 << 20;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(byte[] stdin, List<String> words) {
    out.reset();
    errors.reset();
    PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
    return new ClientCommand("1.0", new ByteArrayInputStream(stdin), out, err).run("app", words);
  }

  private int run(String... words) {
    return run(new byte[0], List.of(words));
  }

  private String out() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  @EachEngine
  void requestsOfEveryKindAreAnswered(Variant variant, @TempDir Path folder) throws Exception {
    byte[] large = LocalServer.random(LARGE_BYTES);
    Path file = Files.write(folder.resolve("large"), large);
    try (LocalServer server =
        LocalServer.serve(variant, "--lab", "--max-body-bytes=4MiB", "--root=" + folder)) {
      String url = "http://127.0.0.1:" + server.port();

      assertThat(run("-v", url + "/ping", url + "/api/")).isZero();
      assertThat(out()).startsWith("pong");
      assertThat(errors()).contains("* reusing the connection").contains("< HTTP/1.1 200 OK");

      assertThat(run("-I", url + "/large")).isZero();
      assertThat(out()).contains("Content-Length: " + LARGE_BYTES + "\r\n");
      assertThat(run(url + "/large")).isZero();
      assertThat(out.toByteArray()).isEqualTo(large);

      // the server sends it back while it arrives
      assertThat(run("-X", "POST", "-T", file.toString(), url + "/api/echo")).isZero();
      assertThat(out.toByteArray()).isEqualTo(large);
      assertThat(run(large, List.of("-X", "POST", "-T", "-", url + "/api/echo"))).isZero();
      assertThat(out.toByteArray()).isEqualTo(large);

      assertThat(run("-0", url + "/ping", url + "/ping")).isZero();
      assertThat(out()).isEqualTo("pongpong");

      List<String> many = new ArrayList<>(List.of("--pipeline"));
      many.addAll(Collections.nCopies(300, url + "/bytes?n=10000"));
      assertThat(run(new byte[0], many)).as(errors()).isZero();
      assertThat(out.size()).isEqualTo(300 * 10_000);
    }
  }

  @EachEngine
  void contentThatIsRefusedIsNotWaitedFor(Variant variant, @TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("large"), new byte[LARGE_BYTES]);
    try (LocalServer server = LocalServer.serve(variant, "--demo", "--max-body-bytes=1KiB")) {
      String url = "http://127.0.0.1:" + server.port();
      assertThat(run("-f", "-X", "POST", "-T", file.toString(), url + "/api/echo")).isEqualTo(22);
      assertThat(errors()).contains("the status is 413");
      String[] expecting = {
        "-f", "-X", "POST", "-T", file.toString(), "-H", "Expect: 100-continue", url + "/api/echo"
      };
      assertThat(run(expecting)).isEqualTo(22);
      byte[] garbage = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      assertThat(run(garbage, List.of("--raw", "-", url))).isZero();
      assertThat(out()).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }
}
