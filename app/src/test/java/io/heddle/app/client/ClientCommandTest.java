package io.heddle.app.client;

import static io.heddle.app.client.PreparedServer.OK;
import static io.heddle.app.client.PreparedServer.answering;
import static io.heddle.app.client.PreparedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command writes for the responses of scripted servers, and its exit status. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClientCommandTest {
  @Test
  void contentGoesToStdoutAndNothingElse() throws Exception {
    try (PreparedServer server = answering("HTTP/1.1 200 OK|Content-Length: 4||\u00e9\0|")) {
      Printed printed = Printed.of(server.url() + "/a?b=c#d");
      assertThat(printed).isEqualTo(new Printed(0, "\u00e9\0\r\n", ""));
      assertThat(server.heads(0))
          .containsExactly(
              "GET /a?b=c HTTP/1.1|Host: 127.0.0.1:%d|User-Agent: heddle/1.0|Accept: */*||"
                  .formatted(server.port()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|2|de|0|A: b||; abcde",
        "HTTP/1.0 200 OK||until the end; until the end",
        "HTTP/1.1 103 Early Hints|Link: </a>||HTTP/1.1 200 OK|Content-Length: 1||x; x",
        "HTTP/1.1 204 No Content||; ''",
        "HTTP/1.1 404 |Content-Length: 4||none; none",
      })
  void contentIsDelimitedInEveryWay(String answer, String content) throws Exception {
    try (PreparedServer server = answering(answer)) {
      assertThat(Printed.of(server.url())).isEqualTo(new Printed(0, content, ""));
    }
  }

  /** What is wrong, and the exit status of curl for it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; 52; the server closed the connection without a response",
        "HTTP/1.1 200; 18; the server closed the connection within the response, in line 1 of its head (HTTP/1.1 200)",
        "HTTP/1.1 200 OK|Content-Length: 5||abc; 18; the server closed the connection within the response, after 3 of 5 bytes of its content",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|; 18; the server closed the connection within the response, after 3 bytes of its chunked content",
        "SSH-2.0-OpenSSH|; 8; the response breaks HTTP in line 1 of its head (SSH-2.0-OpenSSH): response does not begin with HTTP/1",
        "HTTP/1.1 200 OK|A: b|C d: e||; 8; the response breaks HTTP in line 3 of its head (C d: e): a field name is malformed",
        "HTTP/1.1 200 OK|Content-Length: 1|Transfer-Encoding: chunked||; 8; the response breaks HTTP in its head: both Content-Length and Transfer-Encoding",
        "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|a|x|; 8; the response breaks HTTP after 1 bytes of its chunked content (x\\r\\n): chunk size is malformed",
        "HTTP/1.1 101 Switching Protocols|Upgrade: x||; 8; the response breaks HTTP in its head: status 101 without a request for it",
      })
  void aBrokenResponseIsReported(String answer, int status, String reason) throws Exception {
    try (PreparedServer server = answering(answer)) {
      Printed printed = Printed.of(server.url());
      assertThat(printed.errors()).isEqualTo("app: error: " + reason + "\n");
      assertThat(printed.status()).isEqualTo(status);
    }
  }

  @Test
  void whatArrivedBeforeAMistakeIsWritten() throws Exception {
    try (PreparedServer server =
        answering("HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|x|")) {
      assertThat(Printed.of("-s", server.url())).isEqualTo(new Printed(8, "abc", ""));
    }
  }

  @Test
  void aResetIsAFailureToReceive() throws Exception {
    try (PreparedServer server =
        new PreparedServer(
            peer -> {
              peer.read();
              peer.reset();
            })) {
      Printed printed = Printed.of(server.url());
      assertThat(printed.status()).isEqualTo(56);
      assertThat(printed.errors())
          .isEqualTo("app: error: the connection failed: Connection reset\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"399, 0", "400, 22", "599, 22"})
  void failMeansNoContentOfAnError(int code, int status) throws Exception {
    try (PreparedServer server = answering(OK.replace("200", Integer.toString(code)))) {
      Printed printed = Printed.of("--fail", server.url() + "/a");
      assertThat(printed.status()).isEqualTo(status);
      assertThat(printed.out()).isEqualTo(status == 0 ? "ok" : "");
      assertThat(printed.errors())
          .isEqualTo(
              status == 0
                  ? ""
                  : "app: error: %s/a: the status is %d (--fail)\n".formatted(server.url(), code));
    }
  }

  @Test
  void includeWritesTheHeads() throws Exception {
    String hints = "HTTP/1.1 103 |Link: </a>||";
    try (PreparedServer server = answering(hints + OK)) {
      assertThat(Printed.of("-i", server.url()).out().replace("\r\n", "|")).isEqualTo(hints + OK);
    }
  }

  @Test
  void headAsksForTheHeadAndWritesIt() throws Exception {
    try (PreparedServer server = answering("HTTP/1.1 200 OK|Content-Length: 2||")) {
      Printed printed = Printed.of("-I", server.url());
      assertThat(printed.out()).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
      assertThat(server.heads(0).getFirst()).startsWith("HEAD / ");
    }
  }

  @Test
  void verboseShowsBothSides() throws Exception {
    String answer = "HTTP/1.1 200 OK|Transfer-Encoding: chunked||2|ok|0|X-Sum: 1||";
    try (PreparedServer server = answering(answer)) {
      Printed printed = Printed.of("-v", "-H", "User-Agent:", server.url());
      assertThat(printed.out()).isEqualTo("ok");
      assertThat(printed.errors())
          .isEqualTo(
              """
              * connected to 127.0.0.1 port %1$d
              > GET / HTTP/1.1
              > Host: 127.0.0.1:%1$d
              > Accept: */*
              >\s
              < HTTP/1.1 200 OK
              < Transfer-Encoding: chunked
              <\s
              * fields after the content:
              < X-Sum: 1
              """
                  .formatted(server.port()));
    }
  }

  @Test
  void timingIsATable() throws Exception {
    try (PreparedServer server = new PreparedServer(answers(OK, OK))) {
      Printed printed = Printed.of("--timing", server.url() + "/a", server.url() + "/b");
      List<String> lines = printed.errors().lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).isEqualTo(Timing.head());
      assertThat(lines.get(1))
          .matches(" +\\d+\\.\\d{3} +\\d+\\.\\d{3} +\\d+\\.\\d{3} +2 +200  .*/a");
      assertThat(lines.get(2)).matches(" +0\\.000 +\\d+\\.\\d{3} +\\d+\\.\\d{3} +2 +200  .*/b");
      List<Double> times =
          List.of(lines.get(1).strip().split(" +")).subList(0, 3).stream()
              .map(Double::valueOf)
              .toList();
      assertThat(times).isSorted();
      assertThat(times.getFirst()).isPositive();
    }
  }

  // --- output ---

  @Test
  void eachUrlHasItsFile(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a");
    try (PreparedServer server = new PreparedServer(answers(OK, OK.replace("ok", "no")))) {
      Printed printed = Printed.of("-o", file.toString(), server.url(), server.url());
      assertThat(printed).isEqualTo(new Printed(0, "no", ""));
      assertThat(file).hasContent("ok");
    }
  }

  @Test
  void aFileIsCreatedForContentWithoutBytesButNotForAFailure(@TempDir Path folder)
      throws Exception {
    Path empty = folder.resolve("empty");
    Path none = folder.resolve("none");
    try (PreparedServer server =
        new PreparedServer(answers("HTTP/1.1 204 No Content||", OK.replace("200", "404")))) {
      Printed.of("-f", "-o", empty.toString(), "-o", none.toString(), server.url(), server.url());
      assertThat(empty).isEmptyFile();
      assertThat(none).doesNotExist();
    }
  }

  @Test
  void aFullDiskIsReported() throws Exception {
    try (PreparedServer server = answering(OK)) {
      Printed printed = Printed.of("-o", "/dev/full", server.url());
      assertThat(printed.status()).isEqualTo(23);
      assertThat(printed.errors())
          .isEqualTo("app: error: cannot write to /dev/full: No space left on device\n");
    }
  }

  @Test
  void aBrokenPipeEndsItWithoutAWord() throws Exception {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    try (PreparedServer server = new PreparedServer(answers(OK, OK))) {
      Printed printed =
          Printed.to(broken, InputStream.nullInputStream(), server.url(), server.url());
      assertThat(printed).isEqualTo(new Printed(23, "", ""));
      assertThat(server.heads(0)).hasSize(1);
    }
  }

  // --- raw ---

  @Test
  void rawBytesAreSentAsTheyAre(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("raw"), "GET / HTTP/9\r\nx\r\n\r\n");
    try (PreparedServer server = answering("anything|\0")) {
      assertThat(Printed.of("--raw", file.toString(), "127.0.0.1:" + server.port()))
          .isEqualTo(new Printed(0, "anything\r\n\0", ""));
      assertThat(server.heads(0)).containsExactly("GET / HTTP/9|x||");
    }
    try (PreparedServer server = answering("")) {
      Printed printed = Printed.of("a\r\n\r\n", List.of("--raw", "-", server.url()));
      assertThat(printed.status()).isEqualTo(52);
      assertThat(server.heads(0)).containsExactly("a||");
    }
  }

  @Test
  void maxTimeEndsARawExchange() throws Exception {
    PreparedServer.Script open =
        peer -> {
          peer.send("hello");
          peer.awaitEnd();
        };
    try (PreparedServer server = new PreparedServer(open, open, open)) {
      Printed printed = Printed.of("--raw", "-", "-m", "0.2", server.url());
      for (int seconds = 1; printed.out().isEmpty() && seconds < 10; seconds += 8) {
        // on a slow machine, it has not arrived
        printed = Printed.of("--raw", "-", "-m", Integer.toString(seconds), server.url());
      }
      assertThat(printed).isEqualTo(new Printed(0, "hello", ""));
    }
    try (PreparedServer server = new PreparedServer(PreparedServer.Peer::awaitEnd)) {
      assertThat(Printed.of("--raw", "-", "-m", "0.1", server.url()).status()).isEqualTo(28);
    }
  }
}
