package io.heddle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.heddle.codec.ContentException;
import io.heddle.codec.ResponseHead;
import io.heddle.http.Body;
import io.heddle.http.Budget;
import io.heddle.http.Field;
import io.heddle.http.HeaderName;
import io.heddle.http.Limits;
import io.heddle.http.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sends on a wire, and what it understands of the answers. */
final class ClientConnectionTest {
  private static final ClientRequest GET = ClientRequest.of("GET", "h", "/a");

  private static ClientConnection on(ServerWire wire) {
    return new ClientConnection(wire, Limits.STANDARD, new Budget(1 << 20));
  }

  private static ClientConnection to(String answers) {
    return on(new ServerWire(answers, 3));
  }

  private static String content(ClientConnection connection) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] piece = new byte[5];
    for (int count = connection.read(piece, 0, 5);
        count >= 0;
        count = connection.read(piece, 0, 5)) {
      content.write(piece, 0, count);
    }
    return content.toString(StandardCharsets.ISO_8859_1);
  }

  // --- sending ---

  @Test
  void sendsARequestInOneWrite() throws Exception {
    ServerWire wire = new ServerWire("", 1);
    on(wire).send(ClientRequest.of("POST", "h:81", "/a?b").with(Body.text("hello")));
    assertThat(wire.received()).isEqualTo("POST /a?b HTTP/1.1|Host: h:81|Content-Length: 5||hello");
    assertThat(wire.writes()).isEqualTo(1);
  }

  @Test
  void sendsSeveralRequestsInOneWrite() throws Exception {
    ServerWire wire = new ServerWire("", 1);
    ClientConnection connection = on(wire);
    connection.addHead(GET);
    connection.addContent(GET);
    connection.addHead(GET);
    assertThat(wire.writes()).isZero();
    connection.flush();
    assertThat(wire.received()).isEqualTo("GET /a HTTP/1.1|Host: h||".repeat(2));
    assertThat(wire.writes()).isEqualTo(1);
  }

  @Test
  void announcesContentWithoutBytes() throws Exception {
    ServerWire wire = new ServerWire("", 1);
    on(wire).send(ClientRequest.of("PUT", "h", "/").with(Body.EMPTY));
    assertThat(wire.received()).isEqualTo("PUT / HTTP/1.1|Host: h|Content-Length: 0||");
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_1_0, true, ''",
    "HTTP_1_0, false, Connection: keep-alive|",
    "HTTP_1_1, true, Connection: close|",
    "HTTP_1_1, false, ''",
  })
  void saysOnlyWhatTheVersionDoesNotImply(Version version, boolean isLast, String connection)
      throws Exception {
    ServerWire wire = new ServerWire("", 1);
    Field accept = Field.of(HeaderName.ACCEPT, "*/*");
    on(wire)
        .send(
            new ClientRequest(version, "GET", "h", "/", List.of(accept), Optional.empty(), isLast));
    assertThat(wire.received())
        .isEqualTo("GET / " + version + "|Host: h|Accept: */*|" + connection + "|");
  }

  @Test
  void sendsContentOfUnknownLengthInChunks() throws Exception {
    ServerWire wire = new ServerWire("", 1);
    Body.Writer writer =
        out -> {
          out.write("ab".getBytes(StandardCharsets.US_ASCII));
          out.write('c');
          out.flush();
          out.write("x".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
        };
    on(wire).send(ClientRequest.of("POST", "h", "/").with(new Body.Stream(-1, writer)));
    assertThat(wire.received())
        .startsWith("POST / HTTP/1.1|Host: h|Transfer-Encoding: chunked||3|abc|")
        .endsWith("x|0||");
  }

  @Test
  void contentThatFailsIsNotEnded() {
    ServerWire wire = new ServerWire("", 1);
    Body.Writer writer =
        out -> {
          out.write('a');
          out.flush();
          throw new IOException("no more");
        };
    ClientRequest post = ClientRequest.of("POST", "h", "/").with(new Body.Stream(-1, writer));
    assertThatThrownBy(() -> on(wire).send(post)).hasMessage("no more");
    assertThat(wire.received()).endsWith("||1|a|");
  }

  @ParameterizedTest
  @CsvSource({
    "4, the content is longer than the announced 4 bytes",
    "6, the content ends after 5 of the announced 6 bytes"
  })
  void contentHasTheAnnouncedLength(long announced, String reason) {
    Body.Writer writer = out -> out.write("hello".getBytes(StandardCharsets.US_ASCII));
    ClientRequest post =
        ClientRequest.of("POST", "h", "/").with(new Body.Stream(announced, writer));
    assertThatThrownBy(() -> on(new ServerWire("", 1)).send(post)).hasMessage(reason);
  }

  @Test
  void sendsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    ServerWire wire = new ServerWire("", 1);
    FileChannel channel = FileChannel.open(file);
    on(wire).send(ClientRequest.of("PUT", "h", "/").with(new Body.Region(channel, 0, 10, channel)));
    assertThat(wire.received()).endsWith("Content-Length: 10||0123456789");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aFileThatBecomesShorterIsNoFaultOfTheServer(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "01234");
    try (FileChannel channel = FileChannel.open(file)) {
      ClientRequest put =
          ClientRequest.of("PUT", "h", "/").with(new Body.Region(channel, 0, 10, channel));
      assertThatThrownBy(() -> on(new ServerWire("", 1)).send(put))
          .isInstanceOf(ContentException.class);
    }
  }

  @Test
  void refusesARequestThatCannotBeSent() {
    assertThatThrownBy(() -> ClientRequest.of("GET", "h", "/a b"))
        .isInstanceOf(IllegalArgumentException.class);
    Body.Stream chunks = new Body.Stream(-1, _ -> {});
    assertThatThrownBy(
            () ->
                new ClientRequest(
                    Version.HTTP_1_0, "PUT", "h", "/", List.of(), Optional.of(chunks), true))
        .hasMessageContaining("HTTP/1.0 has no chunks");
  }

  // --- reading ---

  @Test
  void readsResponsesInOrder() throws Exception {
    ClientConnection connection =
        to(
            "HTTP/1.1 200 Fine|Content-Length: 7|X-a:  1 |x-A: 2||content"
                + "HTTP/1.1 404 |Transfer-Encoding: chunked||4|more|3|...|0|X-Sum: 7||");
    ResponseHead first = connection.readHead(GET);
    assertThat(first.status()).isEqualTo(200);
    assertThat(first.reason()).isEqualTo("Fine");
    assertThat(first.version()).isEqualTo(Version.HTTP_1_1);
    assertThat(first.headers().all(HeaderName.of("X-A"))).containsExactly("1", "2");
    assertThat(content(connection)).isEqualTo("content");
    ResponseHead second = connection.readHead(GET);
    assertThat(second.reason()).isEmpty();
    assertThat(connection.isReusable()).isFalse();
    assertThat(content(connection)).isEqualTo("more...");
    assertThat(connection.trailers().first(HeaderName.of("x-sum"))).contains("7");
    assertThat(connection.isReusable()).isTrue();
    assertThat(first.headers().size()).as("the first head is still there").isEqualTo(3);
  }

  @Test
  void readsInterimResponsesOneByOne() throws Exception {
    ClientConnection connection =
        to("HTTP/1.1 103 Early Hints|Link: </a>||HTTP/1.1 200 OK|Content-Length: 0||");
    ResponseHead hints = connection.readHead(GET);
    assertThat(hints.isInterim()).isTrue();
    assertThat(hints.headers().first(HeaderName.of("Link"))).contains("</a>");
    assertThat(connection.isAnswered()).isTrue();
    assertThat(connection.readHead(GET).isInterim()).isFalse();
    assertThat(content(connection)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content||",
        "HTTP/1.1 304 Not Modified|Content-Length: 5||",
        "HTTP/1.1 200 OK|Content-Length: 0||",
      })
  void someResponsesHaveNoContent(String answer) throws Exception {
    ClientConnection connection = to(answer);
    connection.readHead(GET);
    assertThat(content(connection)).isEmpty();
    assertThat(connection.isReusable()).isTrue();
  }

  @Test
  void aResponseToHeadHasNoContent() throws Exception {
    ClientConnection connection = to("HTTP/1.1 200 OK|Content-Length: 5||");
    connection.readHead(ClientRequest.of("HEAD", "h", "/"));
    assertThat(content(connection)).isEmpty();
    assertThat(connection.isReusable()).isTrue();
  }

  @Test
  void theEndOfTheConnectionMayBeThatOfTheContent() throws Exception {
    ClientConnection connection = to("HTTP/1.0 200 OK||until the end");
    connection.readHead(GET);
    assertThat(content(connection)).isEqualTo("until the end");
    assertThat(connection.isReusable()).isFalse();
    assertThat(content(connection)).as("once more").isEmpty();
  }

  @Test
  void aConnectionWithBytesThatBelongToNoResponseIsNotUsedAgain() throws Exception {
    ClientConnection connection = on(new ServerWire("HTTP/1.1 204 No Content||more", 100));
    connection.readHead(GET);
    assertThat(content(connection)).isEmpty();
    assertThat(connection.unread()).isEqualTo(4);
    assertThat(connection.isReusable()).isFalse();
  }

  /** What is wrong, and where, with the text as far as it has arrived. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; UNANSWERED; the server closed the connection without a response",
        "HTTP/1.1 2; CUT_OFF; the server closed the connection within the response, in line 1 of its head (HTTP/1.1 2)",
        "HTTP/1.1 200 OK|A: b|; CUT_OFF; the server closed the connection within the response, in line 3 of its head",
        "HTTP/1.1 100 Go|||; MALFORMED; the response breaks HTTP in line 1 of its head: response does not begin with HTTP/1",
        "HTTP/1.1 100 Go||; CUT_OFF; the server closed the connection within the response, in line 1 of its head",
        "HTTP/1.1 200 OK|Content-Length: 5||abc; CUT_OFF; the server closed the connection within the response, after 3 of 5 bytes of its content",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|abc; CUT_OFF; the server closed the connection within the response, after 3 bytes of its chunked content",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|A: b|; CUT_OFF; the server closed the connection within the response, in its trailers (A: b\\r\\n)",
        "SSH-2.0; MALFORMED; the response breaks HTTP in line 1 of its head (SSH): response does not begin with HTTP/1",
        "HTTP/1.1 200 OK|A: b|C d: e|; MALFORMED; the response breaks HTTP in line 3 of its head (C d:): a field name is malformed",
        "HTTP/1.1 200 OK|Content-Length: 5|Content-Length: 5||; MALFORMED; the response breaks HTTP in its head: more than one Content-Length",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|a|xyz|; MALFORMED; the response breaks HTTP after 1 bytes of its chunked content (x): chunk size is malformed",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0|A b; MALFORMED; the response breaks HTTP in its trailers (A b): a field name is malformed",
      })
  void aBrokenResponseIsReportedWithItsPlace(
      String answer, ResponseException.Fault fault, String message) {
    ClientConnection connection = to(answer);
    assertThatThrownBy(
            () -> {
              while (connection.readHead(GET).isInterim()) {
                // the final head follows
              }
              content(connection);
            })
        .isInstanceOf(ResponseException.class)
        .hasMessage(message)
        .extracting(e -> ((ResponseException) e).fault())
        .isEqualTo(fault);
  }

  @Test
  void aHeadBeforeTheEndOfTheContentIsAMistake() throws Exception {
    ClientConnection connection = to("HTTP/1.1 200 OK|Content-Length: 5||abcde");
    connection.readHead(GET);
    assertThatThrownBy(() -> connection.readHead(GET)).isInstanceOf(IllegalStateException.class);
  }
}
