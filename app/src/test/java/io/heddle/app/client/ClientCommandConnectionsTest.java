package io.heddle.app.client;

import static io.heddle.app.client.PreparedServer.OK;
import static io.heddle.app.client.PreparedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The connections of the command: how long it waits for them, and when it uses them again. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientCommandConnectionsTest {
  @Test
  void maxTimeEndsATransfer() throws Exception {
    try (PreparedServer server =
        new PreparedServer(
            peer -> {
              peer.read();
              peer.send("HTTP/1.1 200 OK|Content-Length: 2||o");
              peer.awaitEnd();
            })) {
      Printed printed = Printed.of("--max-time=0.2", server.url());
      assertThat("o").as("on a slow machine, it has not arrived").startsWith(printed.out());
      assertThat(printed.status()).isEqualTo(28);
      assertThat(printed.errors())
          .isEqualTo("app: error: the transfer took longer than --max-time\n");
    }
  }

  @Test
  void connectTimeoutEndsAnAttempt() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket one = new Socket();
        Socket two = new Socket()) {
      // with these two, its queue of connections is full, and the kernel ignores others
      one.connect(full.getLocalSocketAddress());
      two.connect(full.getLocalSocketAddress());
      Printed printed =
          Printed.of("--connect-timeout=200ms", "http://127.0.0.1:" + full.getLocalPort());
      assertThat(printed.status()).isEqualTo(28);
      assertThat(printed.errors()).contains("took too long: see --connect-timeout");
    }
  }

  @Test
  void aClosedPortIsReported() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Printed printed = Printed.of("http://127.0.0.1:" + port);
    assertThat(printed.status()).isEqualTo(7);
    assertThat(printed.errors())
        .isEqualTo(
            "app: error: cannot connect to 127.0.0.1:%d: Connection refused\n".formatted(port));
  }

  @Test
  void anUnknownHostIsReported() {
    Printed printed = Printed.of("http://no.such.invalid/");
    assertThat(printed.status()).isEqualTo(6);
    assertThat(printed.errors())
        .isEqualTo("app: error: unknown host no.such.invalid: check its name\n");
  }

  @Test
  void anIpv6AddressIsConnectedTo() throws Exception {
    ServerSocket listener = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"));
    try (PreparedServer server = new PreparedServer(listener, answers(OK))) {
      assertThat(Printed.of("http://[::1]:" + server.port() + "/").out()).isEqualTo("ok");
      assertThat(server.heads(0).getFirst()).contains("|Host: [::1]:" + server.port() + "|");
    }
  }

  @Test
  void oneConnectionServesSeveralUrls() throws Exception {
    try (PreparedServer server = new PreparedServer(answers(OK, OK))) {
      Printed printed = Printed.of("-v", server.url() + "/a", server.url() + "/b");
      assertThat(printed.out()).isEqualTo("okok");
      assertThat(printed.errors()).contains("* reusing the connection to 127.0.0.1:");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatTheServerEndsIsReplaced() throws Exception {
    String last = OK.replace("||", "|Connection: close||");
    try (PreparedServer server = new PreparedServer(answers(last), answers(OK))) {
      Printed printed = Printed.of("-v", server.url(), server.url());
      assertThat(printed.out()).isEqualTo("okok");
      assertThat(printed.errors()).contains("* the connection cannot be used again\n");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aRequestOnAConnectionThatWasClosedMeanwhileIsRepeated() throws Exception {
    PreparedServer.Script closes =
        peer -> {
          answers(OK).serve(peer);
          peer.readHead();
        };
    try (PreparedServer server = new PreparedServer(closes, answers(OK))) {
      Printed printed = Printed.of("-v", server.url(), server.url());
      assertThat(printed.out()).isEqualTo("okok");
      assertThat(printed.errors()).contains("* the server has closed the connection meanwhile\n");
    }
    try (PreparedServer server = new PreparedServer(closes, answers(OK))) {
      Printed printed = Printed.of("-X", "POST", server.url(), server.url());
      assertThat(printed.out()).as("a POST may have had an effect").isEqualTo("ok");
      assertThat(printed.status()).isEqualTo(52);
    }
  }

  @Test
  void otherUrlsAreAskedForAfterAFailure() throws Exception {
    try (PreparedServer server = new PreparedServer(answers("SSH"), answers(OK))) {
      Printed printed = Printed.of(server.url() + "/a", server.url() + "/b");
      assertThat(printed.out()).isEqualTo("ok");
      assertThat(printed.status()).isEqualTo(8);
      assertThat(printed.errors()).startsWith("app: error: " + server.url() + "/a: the response");
    }
  }

  @Test
  void bytesThatBelongToNoResponseAreShown() throws Exception {
    try (PreparedServer server = new PreparedServer(answers(OK + "more"), answers(OK))) {
      Printed printed = Printed.of("-v", server.url(), server.url());
      assertThat(printed.out()).isEqualTo("okok");
      assertThat(printed.errors()).contains("* 4 bytes follow that belong to no response\n");
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void pipelinedRequestsLeaveTogetherAndAreAnsweredInOrder() throws Exception {
    try (PreparedServer server =
        new PreparedServer(
            peer -> {
              peer.read();
              peer.read();
              peer.read();
              peer.send(OK + OK.replace("ok", "no") + OK);
            })) {
      Printed printed =
          Printed.of("--pipeline", server.url() + "/1", server.url() + "/2", server.url() + "/3");
      assertThat(printed).isEqualTo(new Printed(0, "oknook", ""));
      assertThat(server.heads(0)).hasSize(3);
    }
  }

  @Test
  void aPipelineThatIsCutShortSaysWhere() throws Exception {
    try (PreparedServer server =
        new PreparedServer(
            peer -> {
              peer.read();
              peer.read();
              peer.send(OK);
            })) {
      Printed printed = Printed.of("--pipeline", server.url(), server.url());
      assertThat(printed.out()).isEqualTo("ok");
      assertThat(printed.status()).isEqualTo(52);
      assertThat(printed.errors())
          .isEqualTo(
              "app: error: response 2 of 2: the server closed the connection without a response\n");
    }
  }
}
