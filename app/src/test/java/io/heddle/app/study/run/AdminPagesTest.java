package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose admin pages are broken, for example since its heap is full, but which runs. */
final class AdminPagesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ntoo little"
      })
  void aPageThatDoesNotComeIsAFailureOfTheServer(String answer) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerAll(listener, answer));
      URI url = URI.create("http://127.0.0.1:" + listener.getLocalPort());
      assertThatThrownBy(() -> new AdminPages(url).metrics())
          .isInstanceOf(AdminPages.NoAnswer.class)
          .hasMessageContaining("the server failed to answer GET " + url + "/metrics");
    }
  }

  private static void answerAll(ServerSocket listener, String answer) {
    try {
      while (true) {
        try (Socket client = listener.accept()) {
          client.getInputStream().read(new byte[4_096]);
          client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException _) {
      // the test has closed the listener
    }
  }
}
