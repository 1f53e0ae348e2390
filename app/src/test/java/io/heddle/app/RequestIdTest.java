package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Each line that belongs to a request has its id, whichever thread writes it. */
final class RequestIdTest {
  private static final String FAULTY =
      """
      import io.heddle.http.Handler;
      public final class Users implements io.heddle.routing.SiteProvider {
        public void addTo(io.heddle.routing.Router.Builder routes) {
          routes.get("/waits", "waits", r -> { throw new IllegalStateException("one"); });
          routes.get("/never-waits", "never-waits",
              Handler.immediate(r -> { throw new IllegalStateException("two"); }));
        }
      }
      """;

  @TempDir private Path folder;

  private static String id(Client client, String target) throws Exception {
    Reply reply = client.ask("GET " + target).read();
    assertThat(reply.status()).as(target).isEqualTo(500);
    return reply.field("X-Request-Id").orElseThrow();
  }

  private static void assertNamed(Program program, String message, String id) throws Exception {
    program.awaitError(message);
    List<JsonNode> lines =
        program
            .errors()
            .lines()
            .filter(line -> line.contains(message))
            .map(RequestIdTest::json)
            .toList();
    assertThat(lines)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("request_id").asText()).isEqualTo(id);
              assertThat(line.path("message").asText()).doesNotContain(id);
            });
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }

  @EachEngine
  void messagesAboutARequestHaveItsId(Variant variant) throws Exception {
    Path site = Files.createDirectory(folder.resolve("site"));
    // when it has ended, what is left in its pipes is read for a moment only
    Files.writeString(
        site.resolve("bad.sh"), "echo from stderr >&2; sleep 0.5; echo no field; echo\n");
    Path log = folder.resolve("access.log");
    String[] options =
        variant.words(
            "--log-format=json",
            "--request-id",
            "--handler=" + HandlerJar.of(folder, FAULTY),
            "--root=" + site,
            "--cgi=.sh=/bin/sh",
            "--access-log=" + log,
            "--access-log-format=combined-id");
    try (Program program = Program.run(options);
        Client client = new Client(program.port())) {
      String first = id(client, "/waits");
      String second = id(client, "/never-waits");
      Reply script = client.ask("GET /bad.sh").read();
      assertThat(script.status()).isEqualTo(502);
      String third = script.field("X-Request-Id").orElseThrow();
      assertNamed(program, "route waits failed", first);
      assertNamed(program, "route never-waits failed", second);
      assertNamed(program, "script /bad.sh: from stderr", third);
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(Files.readAllLines(log))
          .satisfiesExactly(
              line -> assertThat(line).endsWith(" \"" + first + "\""),
              line -> assertThat(line).endsWith(" \"" + second + "\""),
              line -> assertThat(line).endsWith(" \"" + third + "\""));
    }
  }
}
