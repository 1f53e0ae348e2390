package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The responses of the routes for experiments, on every engine. */
@ParameterizedClass(name = "{0}")
@EnumSource(Variant.class)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LabRoutesTest {
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
  void start() throws Exception {
    serve("--lab");
  }

  @Test
  void plaintextAndJsonAreTechEmpowers() throws IOException {
    Reply plaintext = server.get("/plaintext");
    assertThat(plaintext.field("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(plaintext.text()).isEqualTo("Hello, World!");
    Reply json = server.get("/json");
    assertThat(json.field("Content-Type").orElse("")).startsWith("application/json");
    assertThat(json.text()).isEqualTo("{\"message\":\"Hello, World!\"}");
    for (Reply reply : List.of(plaintext, json)) {
      assertThat(reply.field("Date")).isPresent();
      assertThat(reply.field("Server")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64 << 10, (64 << 10) + 1, 1_000_000})
  void bytesSendsTheGivenNumber(int count) throws IOException {
    Reply reply = server.get("/bytes?n=" + count);
    assertThat(reply.field("Content-Length")).hasValue(Integer.toString(count));
    assertThat(reply.body()).hasSize(count);
  }

  @Test
  void sleepWaitsAndOthersAreServedMeanwhile() throws IOException {
    long begun = System.nanoTime();
    client.ask("GET /sleep?ms=300");
    Client other = server.connect();
    assertThat(other.ask("GET /ping").read().text()).isEqualTo("pong");
    assertThat(client.read().status()).isEqualTo(200);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(300_000_000L);
  }

  @Test
  void cpuKeepsACoreBusy() throws IOException {
    long begun = System.nanoTime();
    assertThat(server.get("/cpu?us=20000").status()).isEqualTo(200);
    assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(20_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bytes",
        "/bytes?n=",
        "/bytes?n=-1",
        "/bytes?n=1e3",
        "/bytes?n=1073741825",
        "/bytes?n=99999999999999999999",
        "/bytes?m=1",
        "/sleep?ms=60001",
        "/sleep?ms=x",
        "/cpu?us=1000001",
        "/cpu"
      })
  void wrongParametersAreABadRequest(String target) throws IOException {
    Reply reply = server.get(target);
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("must be a whole number from 0 to ");
    assertThat(server.get("/ping").text()).as("the next answer").isEqualTo("pong");
  }
}
