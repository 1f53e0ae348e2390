package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.filter.DecodedRequests;
import io.heddle.http.Body;
import io.heddle.http.Handler;
import io.heddle.http.MediaType;
import io.heddle.http.Request;
import io.heddle.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Requests whose content the client has compressed. */
class DecodedRequestsTest {
  private static final int LARGE = 3_000_000;

  private static Setup setup(Variant engine) {
    DecodedRequests decoded = new DecodedRequests(LARGE);
    return engine
        .server()
        .maxBody(LARGE)
        .route("/count", Handler.immediate(DecodedRequestsTest::count).with(decoded))
        .route("/echo", Handler.immediate(DecodedRequestsTest::echo).with(decoded));
  }

  private static Response count(Request request) throws IOException {
    long count = request.body().transferTo(OutputStream.nullOutputStream());
    return Response.text(count + " bytes");
  }

  private static Response echo(Request request) {
    return Response.ok(
        MediaType.BINARY, new Body.Stream(-1, out -> request.body().transferTo(out)));
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static Client post(Client client, String path, String coding, byte[] content)
      throws IOException {
    return client
        .send(
            "POST %s HTTP/1.1\nHost: test\nContent-Encoding: %s\nContent-Length: %d\n\n"
                .formatted(path, coding, content.length))
        .send(content);
  }

  private static Client postChunked(Client client, String path, byte[] content) throws IOException {
    client.send(
        "POST "
            + path
            + " HTTP/1.1\nHost: test\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n\n");
    for (int at = 0; at < content.length; at += 7_000) {
      client.sendChunk(Arrays.copyOfRange(content, at, Math.min(at + 7_000, content.length)));
    }
    return client.send("0\n\n");
  }

  @EachEngine
  void theHandlerGetsThePlainContent(Variant engine) throws IOException {
    byte[] content = Pattern.bytes(LARGE);
    byte[] encoded = gzip(content);
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      for (int round = 0; round < 2; round++) {
        assertThat(post(client, "/echo", "gzip", encoded).read().body()).isEqualTo(content);
        assertThat(post(client, "/count", "x-gzip", encoded).read().text())
            .isEqualTo(LARGE + " bytes");
        assertThat(postChunked(client, "/echo", encoded).read().body()).isEqualTo(content);
        assertThat(post(client, "/count", "identity", content).read().text())
            .isEqualTo(LARGE + " bytes");
        post(client, "/count", "gzip", gzip(Pattern.bytes(1_000))).get("/ping");
        assertThat(client.read().text()).isEqualTo("1000 bytes");
        assertThat(client.read().text()).isEqualTo("pong");
      }
    }
  }

  @EachEngine
  void emptyContentIsAcceptedHoweverItsEndIsKnown(Variant engine) throws IOException {
    byte[] empty = new byte[0];
    try (Server server = setup(engine).start();
        Client client = server.connect()) {
      assertThat(post(client, "/count", "gzip", empty).read().text()).isEqualTo("0 bytes");
      assertThat(postChunked(client, "/count", empty).read().text()).isEqualTo("0 bytes");
      assertThat(client.get("/ping").read().text()).isEqualTo("pong");
    }
  }

  @EachEngine
  void anotherCodingIsRefused(Variant engine) throws IOException {
    for (String coding : new String[] {"br", "deflate", "gzip, gzip"}) {
      try (Server server = setup(engine).start();
          Client client = server.connect()) {
        Reply reply = post(client, "/count", coding, gzip(Pattern.bytes(1_000))).read();
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.field("Accept-Encoding")).contains("gzip");
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      }
    }
  }

  @EachEngine
  void malformedContentIsRefused(Variant engine) throws IOException {
    byte[] encoded = gzip(Pattern.bytes(1_000));
    byte[][] wrong = {
      Arrays.copyOf(encoded, encoded.length - 1),
      Arrays.copyOf(encoded, encoded.length + 1),
      Pattern.bytes(1_000)
    };
    for (byte[] content : wrong) {
      try (Server server = setup(engine).start();
          Client client = server.connect()) {
        assertThat(post(client, "/count", "gzip", content).read().status()).isEqualTo(400);
        assertThat(post(client, "/echo", "gzip", content).read().status()).isEqualTo(400);
        assertThat(client.get("/ping").read().text()).isEqualTo("pong");
      }
    }
  }

  @EachEngine
  void whatBecomesTooLargeIsRefused(Variant engine) throws IOException {
    byte[] bomb = gzip(gzipBombContent());
    assertThat(bomb.length).isLessThan(LARGE / 10);
    try (Server server = setup(engine).start()) {
      try (Client client = server.connect()) {
        assertThat(post(client, "/count", "gzip", bomb).read().status()).isEqualTo(413);
      }
      try (Client client = server.connect()) {
        assertThat(postChunked(client, "/count", bomb).read().status()).isEqualTo(413);
      }
      try (Client client = server.connect()) {
        byte[] tooLarge = gzip(Pattern.bytes(LARGE + 1));
        assertThat(post(client, "/count", "gzip", tooLarge).read().status()).isEqualTo(413);
      }
      Bystanders.areAnswered(server, "after a bomb");
      assertThat(server.recorder().failures()).isEmpty();
    }
  }

  private static byte[] gzipBombContent() {
    return new byte[100_000_000];
  }

  @EachEngine
  void aClientThatLeavesIsNoFailure(Variant engine) throws IOException {
    byte[] encoded = gzip(Pattern.bytes(LARGE));
    try (Server server = setup(engine).start()) {
      for (int i = 0; i < 20; i++) {
        try (Client client = server.connect()) {
          client
              .send("POST /count HTTP/1.1\nHost: test\nContent-Encoding: gzip\n")
              .send("Content-Length: " + encoded.length + "\n\n")
              .send(encoded, encoded.length / 2);
        }
      }
      Bystanders.areAnswered(server, "after clients that left");
      assertThat(server.recorder().failures()).isEmpty();
    }
  }
}
