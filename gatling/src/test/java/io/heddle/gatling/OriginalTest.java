package io.heddle.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OriginalTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  /** The first example of FIPS 180. */
  private static final String SHA1_OF_ABC = "a9993e364706816aba3e25717850c26c9cd0d89d";

  private final HttpServer server;
  private final String url;

  OriginalTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/abc",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, ABC.length);
            exchange.getResponseBody().write(ABC);
          }
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void knowsLengthAndDigest() {
    assertThat(Original.of(ABC)).isEqualTo(new Original(3, SHA1_OF_ABC));
    assertThat(Original.at(url + "/abc")).isEqualTo(new Original(3, SHA1_OF_ABC));
  }

  @Test
  void aMissingOriginalIsReportedWithTheRemedy() {
    assertThatThrownBy(() -> Original.at(url + "/other"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("GET " + url + "/other is answered 404")
        .hasMessageContaining("choose another path");
  }

  @Test
  void aMissingServerIsReportedWithTheRemedy() {
    server.stop(0);
    assertThatThrownBy(() -> Original.at(url + "/abc"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("start the server");
  }
}
