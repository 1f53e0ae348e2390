package io.heddle.app.client;

import static io.heddle.app.client.PreparedServer.answering;
import static io.heddle.app.client.PreparedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that the options describe, and what is refused. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RequestOptionsTest {
  private static final String OK = "HTTP/1.1 204 No Content||";

  /** A request as the server got it: its head without the usual fields, and its content. */
  private static String sent(String stdin, String target, String... words) throws Exception {
    try (PreparedServer server = answering(OK)) {
      List<String> all = new ArrayList<>(List.of(words));
      all.add(server.url() + target);
      Printed printed = Printed.of(stdin, all);
      assertThat(printed).isEqualTo(new Printed(0, "", ""));
      return server.heads(0).getFirst().replace("Host: 127.0.0.1:" + server.port() + "|", "")
          + server.content(0);
    }
  }

  private static String usual(String request) {
    return request.replace("User-Agent: heddle/1.0|Accept: */*|", "");
  }

  @Test
  void dataIsAForm(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f"), "b=1\r\n2\0\n");
    assertThat(usual(sent("", "/x", "-d", "a=\u00e9", "-d", "@" + file)))
        .isEqualTo(
            "POST /x HTTP/1.1|Content-Type: application/x-www-form-urlencoded|Content-Length: 9||"
                + "a=\u00c3\u00a9&b=12");
    assertThat(sent("in\n", "/", "--data-binary", "@-", "-X", "PATCH"))
        .startsWith("PATCH / ")
        .endsWith("|Content-Length: 3||in\n");
    assertThat(sent("", "/", "-d", "")).endsWith("|Content-Length: 0||");
  }

  @Test
  void aFileIsUploadedUnderItsName(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("f.txt"), "content");
    assertThat(usual(sent("", "/a/", "-T", file.toString())))
        .isEqualTo("PUT /a/f.txt HTTP/1.1|Content-Length: 7||content");
    assertThat(usual(sent("", "/a", "-T", file.toString(), "-X", "POST")))
        .isEqualTo("POST /a HTTP/1.1|Content-Length: 7||content");
    Path other = Files.copy(file, folder.resolve("report?v2.txt"));
    assertThat(usual(sent("", "/%20/", "-T", other.toString())))
        .isEqualTo("PUT /%20/report%3Fv2.txt HTTP/1.1|Content-Length: 7||content");
    assertThat(usual(sent("", "/", "-T", file.toString(), "-H", "Transfer-Encoding: chunked")))
        .isEqualTo("PUT /f.txt HTTP/1.1|Transfer-Encoding: chunked||7|content|0||");
  }

  @Test
  void stdinIsUploadedInChunks() throws Exception {
    assertThat(usual(sent("abc", "/a/", "-T", "-")))
        .isEqualTo("PUT /a/ HTTP/1.1|Transfer-Encoding: chunked||3|abc|0||");
    assertThat(usual(sent("", "/a/", "-T", "-")))
        .isEqualTo("PUT /a/ HTTP/1.1|Transfer-Encoding: chunked||0||");
  }

  /** The server would wait for the rest for 25 seconds. */
  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void dataThatCannotBeReadEndTheTransfer() throws Exception {
    InputStream failing =
        new SequenceInputStream(
            new ByteArrayInputStream(new byte[100]),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the disk failed");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                return read();
              }
            });
    try (PreparedServer server = answering(OK)) {
      Printed printed =
          Printed.to(OutputStream.nullOutputStream(), failing, "-T", "-", server.url());
      assertThat(printed)
          .isEqualTo(new Printed(26, "", "app: error: cannot read stdin: the disk failed\n"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Accept: a/b; User-Agent: heddle/1.0|Accept: a/b|",
        "accept:; User-Agent: heddle/1.0|",
        "X-A:b; User-Agent: heddle/1.0|Accept: */*|X-A: b|",
        "Connection: close; User-Agent: heddle/1.0|Accept: */*|Connection: close|",
        "Connection: keep-alive; User-Agent: heddle/1.0|Accept: */*|",
        "Connection:; User-Agent: heddle/1.0|Accept: */*|",
      })
  void fieldsAreAddedReplacedOrRemoved(String field, String fields) throws Exception {
    assertThat(sent("", "/", "-H", field)).isEqualTo("GET / HTTP/1.1|" + fields + "|");
  }

  @Test
  void wordsAreTakenLiterally() throws Exception {
    assertThat(sent("", "/", "-d", "${sys:user.home}")).endsWith("||${sys:user.home}");
  }

  @Test
  void aFieldMayBeEmptyAndTheHostAnother() throws Exception {
    assertThat(usual(sent("", "/", "-H", "X-Empty;", "-H", "Host: other")))
        .isEqualTo("GET / HTTP/1.1|Host: other|X-Empty: ||");
  }

  @Test
  void theHostMayBeRemoved() throws Exception {
    try (PreparedServer server = answering(OK)) {
      assertThat(Printed.of("-H", "host:", server.url()).status()).isZero();
      assertThat(server.heads(0).getFirst()).startsWith("GET / HTTP/1.1|User-Agent: ");
    }
  }

  @Test
  void anHttp10ConnectionIsNotKeptWithoutTheField() throws Exception {
    String answer = "HTTP/1.0 200 OK|Content-Length: 0||";
    try (PreparedServer server = new PreparedServer(answers(answer), answers(answer))) {
      assertThat(Printed.of("-0", "-H", "Connection:", server.url(), server.url()).status())
          .isZero();
      assertThat(server.heads(0)).singleElement().asString().doesNotContain("Connection");
      assertThat(server.heads(1)).singleElement().asString().doesNotContain("Connection");
    }
  }

  @Test
  void http10AsksToKeepAllButTheLast() throws Exception {
    String answer = "HTTP/1.0 200 OK|Connection: keep-alive|Content-Length: 0||";
    try (PreparedServer server = new PreparedServer(answers(answer, OK))) {
      assertThat(Printed.of("-0", server.url(), server.url()).status()).isZero();
      assertThat(server.heads(0).get(0))
          .startsWith("GET / HTTP/1.0|Host: ")
          .contains("|Connection: keep-alive|");
      assertThat(server.heads(0).get(1)).doesNotContain("Connection");
    }
  }

  @Test
  void aUserInTheUrlIsSentAsBasic() throws Exception {
    try (PreparedServer server = answering(OK)) {
      Printed.of(server.url().replace("//", "//me:secret@"));
      assertThat(server.heads(0).getFirst()).contains("|Authorization: Basic bWU6c2VjcmV0|");
    }
  }

  @Test
  void contentWaitsForConsentIfItIsExpected() throws Exception {
    PreparedServer.Script consents =
        peer -> {
          String head = peer.readHead();
          peer.send("HTTP/1.1 100 Continue||");
          peer.readContent(head);
          peer.send(OK);
        };
    PreparedServer.Script refuses =
        peer -> {
          peer.readHead();
          peer.send("HTTP/1.1 417 Expectation Failed|Content-Length: 0||");
          peer.readContent("|Content-Length: 1|");
        };
    String[] words = {"-f", "-d", "abc", "-H", "Expect: 100-continue", ""};
    try (PreparedServer server = new PreparedServer(consents, refuses)) {
      words[5] = server.url();
      assertThat(Printed.of(words).status()).isZero();
      assertThat(server.content(0)).isEqualTo("abc");
      assertThat(Printed.of(words).status()).isEqualTo(22);
      assertThat(server.content(1)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://h -d a -T b; 2; --data, --data-binary and --upload-file exclude each other",
        "http://h -I -d a; 2; a request with --head has no content",
        "-T - http://h http://h; 2; stdin can only be sent once",
        "-o a -o b http://h; 2; there are more --output than URLs: remove b",
        "--raw - -X GET http://h; 2; --raw sends bytes as they are",
        "--raw - http://h http://h; 2; --raw sends bytes as they are",
        "--pipeline http://h http://i; 2; --pipeline uses one connection, but http://i/ is on another",
        "--pipeline -d a -H Expect:100-continue http://127.0.0.1:1; 2; --pipeline sends everything at once",
        "--pipeline http://127.0.0.1:1; 7; cannot connect to 127.0.0.1:1: Connection refused",
        "--pipline http://h; 2; unknown option --pipline: did you mean --pipeline",
        "--max-time=0 http://h; 2; invalid --max-time=0: write a time above 0, such as 2, 0.5 or 500ms",
        "-v; 2; URL is missing: name it after the command",
        "-H A http://h; 2; invalid --header=A: write a name and a value",
        "-H Content-Length:5 http://h; 2; invalid --header=Content-Length:5: the client delimits",
        "-H Content-Length: http://h; 2; invalid --header=Content-Length:: the client delimits",
        "-H Transfer-Encoding: http://h; 2; invalid --header=Transfer-Encoding:: the client delimits",
        "-H Connection:upgrade http://h; 2; invalid --header=Connection:upgrade: write close or",
        "-H b\u00e4d:x http://h; 2; invalid --header=b\u00e4d:x: header name",
        "-X G{T http://h; 2; cannot ask for http://h/: method \"G{T\" is not a token",
        "http://h/\u00e9; 2; cannot ask for http://h/\u00e9: target \"/\u00e9\" is not a path",
        "-0 -T - http://h; 2; cannot ask for http://h/: HTTP/1.0 has no chunks",
        "ftp://h; 1; unknown scheme ftp: write http:// or https://",
        "http://h:x; 3; invalid URL http://h:x: write one such as",
        "-d @/no/such http://h; 26; cannot read /no/such: no such file or folder",
        "-T /no/such http://h; 26; cannot read /no/such: no such file or folder",
        "--cacert=/no/such https://127.0.0.1:1; 7; cannot connect",
      })
  void whatCannotBeSentIsRefused(String words, int status, String reason) {
    Printed printed = Printed.of(words.split(" "));
    assertThat(printed.errors()).startsWith("app: error: " + reason);
    assertThat(printed.status()).isEqualTo(status);
    assertThat(printed.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpNamesOptionsAndExitStatuses(String option) {
    Printed printed = Printed.of(option);
    assertThat(printed.status()).isZero();
    assertThat(printed.out())
        .startsWith("Usage: app client")
        .doesNotContain("${")
        .contains("-X, --request=METHOD", "--raw=FILE|-", "28 a time limit was reached");
    assertThat(printed.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void thePageNamesEveryExitStatus() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "CLIENT.md"));
    String table = page.substring(page.indexOf("## Exit status"));
    for (ExitStatus status : ExitStatus.values()) {
      assertThat(table).containsPattern("\\| ([0-9, ]+, )?" + status.code() + "(, [0-9, ]+)? \\|");
    }
  }

  @Test
  void versionIsThatOfTheProgram() {
    assertThat(Printed.of("--version").out()).isEqualTo("Heddle 1.0\n");
  }
}
