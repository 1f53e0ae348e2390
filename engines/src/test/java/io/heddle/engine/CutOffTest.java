package io.heddle.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.http.Body;
import io.heddle.http.MediaType;
import io.heddle.http.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;

/** Responses that fail after a part of them was sent: the client must notice. */
class CutOffTest {
  private static final int SENT = 200_000;

  private static Setup failing(Variant engine) {
    Body.Writer writer =
        out -> {
          out.write(new byte[SENT]);
          throw new IllegalStateException("a fault on purpose");
        };
    return engine
        .server()
        .route("/fails", _ -> Response.ok(MediaType.BINARY, new Body.Stream(-1, writer)));
  }

  @EachEngine
  void endInAResetIfACloseWouldLookComplete(Variant engine) throws IOException {
    try (Server server = failing(engine).start();
        Client client = server.connect()) {
      client.send("GET /fails HTTP/1.0\n\n");
      client.readHead();
      assertThatThrownBy(client::readAll).isInstanceOf(SocketException.class);
      assertThat(server.recorder().failures()).hasSize(1);
    }
  }

  @EachEngine
  void endWithoutTheLastChunk(Variant engine) throws IOException {
    try (Server server = failing(engine).start();
        Client client = server.connect()) {
      assertThatThrownBy(() -> client.get("/fails").read()).isInstanceOf(EOFException.class);
      assertThat(server.recorder().failures()).hasSize(1);
    }
  }
}
