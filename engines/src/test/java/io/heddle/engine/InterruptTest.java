package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Handlers that leave their thread interrupted, like code that restores the flag, and then wait for
 * the client.
 */
class InterruptTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration WINDOW = Duration.ofMillis(500);
  private static final int STREAMED_BYTES = 20_000_000;

  private static Server start(Variant engine) throws IOException {
    Handler reads =
        request -> {
          Thread.currentThread().interrupt();
          return Response.text(request.body().readAllBytes().length + " read");
        };
    return engine
        .server()
        .route("/reads", reads)
        .route("/echoes", InterruptTest::echoes)
        .route("/writes", _ -> Response.ok(MediaType.BINARY, new Body.Stream(-1, WRITER)))
        .start();
  }

  private static Response echoes(Request request) {
    InputStream in = request.body();
    return Response.ok(
        MediaType.BINARY,
        new Body.Stream(
            -1,
            out -> {
              Thread.currentThread().interrupt();
              out.write(in.readAllBytes());
            }));
  }

  private static final Body.Writer WRITER = InterruptTest::write;

  private static void write(OutputStream out) throws IOException {
    Thread.currentThread().interrupt();
    byte[] piece = new byte[100_000];
    for (int at = 0; at < STREAMED_BYTES; at += piece.length) {
      Pattern.fill(piece, piece.length, at);
      out.write(piece);
    }
  }

  @EachEngine
  void waitForContentThatIsStillToCome(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect().patience(PATIENCE)) {
      client.post("/reads", 5);
      Await.pause(Duration.ofMillis(100));
      assertThat(client.send("12345").read().text()).isEqualTo("5 read");
      assertThat(client.get("/wait").read().text()).isEqualTo("waited");
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void waitForContentInTheMiddleOfTheirResponse(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connect().patience(PATIENCE)) {
      client.post("/echoes", 5);
      Await.pause(Duration.ofMillis(100));
      assertThat(client.send("12345").read().text()).isEqualTo("12345");
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void waitForAClientThatReadsSlowly(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client client = server.connectWithReceiveBuffer(4 << 10).patience(PATIENCE)) {
      client.get("/writes");
      Await.pause(Duration.ofMillis(200));
      byte[] content = client.read().body();
      assertThat(content).hasSize(STREAMED_BYTES);
      assertThat(Pattern.mismatch(content, 100_000, 0)).isEqualTo(-1);
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  @EachEngine
  void takeNoProcessorTimeWhileTheyWait(Variant engine) throws IOException {
    try (Server server = start(engine);
        Client reads = server.connect();
        Client echoes = server.connect();
        Client writes = server.connectWithReceiveBuffer(4 << 10)) {
      reads.post("/reads", 5);
      echoes.post("/echoes", 5);
      writes.get("/writes");
      Await.pause(Duration.ofMillis(200));
      assertThat(ProcessorTime.leastMillis(WINDOW, 4))
          .as("processor time in %s", WINDOW)
          .isLessThan(WINDOW.toMillis() / 8);
      assertThat(server.recorder().open()).as("connections that are still served").isEqualTo(3);
    }
  }
}
