package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.heddle.app.cli.Invocation;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts (CGI) on every engine. All tests share a server for each. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CgiTest {
  private static final String CONFIGURATION =
      """
      servers {
        one {
          root = site
          index = [index.html, index.sh]
          cgi { ".sh" = /bin/sh, ".cgi" = "", timeout = 10s }
          locations {
            "/" {}
            "/staff/" { alias = site, users = users }
            "/short/" { alias = site, cgi { ".sh" = /bin/sh, timeout = 300ms } }
            "/single/" { alias = site, cgi { ".sh" = /bin/sh, max-scripts = 1 } }
          }
        }
      }
      """;

  @TempDir private static Path folder;
  private static final Map<Variant, LocalServer> SERVERS = new EnumMap<>(Variant.class);

  private final Logger logger = Logger.getLogger("io.heddle.app.cgi.ScriptLog");
  private final Lines log = new Lines();

  /** Keeps what is logged. */
  private static final class Lines extends Handler {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord entry) {
      lines.add(new SimpleFormatter().formatMessage(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeAll
  static void writeScripts() throws IOException {
    Files.createDirectories(folder.resolve("site/sub"));
    String hash = BCrypt.with(BCrypt.Version.VERSION_2Y).hashToString(4, "1".toCharArray());
    Files.writeString(folder.resolve("users"), "ada:" + hash + "\n");
    script("raw.sh", "exec cat");
    script("env.sh", "printf 'Content-Type: text/plain\\n\\n'; pwd; env");
    script("echo.sh", "printf 'Content-Type: x/y\\nContent-Length: %d\\n\\n' $CONTENT_LENGTH; cat");
    script("sub/index.sh", "printf 'Content-Type: x/y\\n\\n%s' \"index $SCRIPT_NAME\"");
    Files.writeString(folder.resolve("site/page.txt"), "a page");
    Files.writeString(folder.resolve("secret.sh"), "echo outside");
    Files.writeString(folder.resolve("site/.hidden.sh"), "echo hidden");
    Files.writeString(folder.resolve("site/nph-a.sh"), "echo");
    Files.writeString(folder.resolve("site/plain.cgi"), "#!/bin/sh\necho");
    Path program =
        Files.writeString(
            folder.resolve("site/own.cgi"), "#!/bin/sh\nprintf 'Content-Type: x/y\\n\\nitself'");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(folder.resolve("site/out.sh"), folder.resolve("secret.sh"));
    Files.createSymbolicLink(folder.resolve("site/up"), folder);
  }

  private static Path script(String name, String text) throws IOException {
    return Files.writeString(folder.resolve("site").resolve(name), text + "\n");
  }

  private static LocalServer server(Variant variant) throws Exception {
    LocalServer known = SERVERS.get(variant);
    if (known != null) {
      return known;
    }
    Path file = Files.writeString(folder.resolve("heddle.conf"), CONFIGURATION);
    LocalServer started = LocalServer.configured(variant, file);
    SERVERS.put(variant, started);
    return started;
  }

  @AfterAll
  static void stopServers() throws IOException {
    for (LocalServer server : SERVERS.values()) {
      server.close();
    }
  }

  @BeforeEach
  void divertLog() {
    logger.setUseParentHandlers(false);
    logger.addHandler(log);
  }

  @AfterEach
  void restoreLog() {
    logger.removeHandler(log);
    logger.setUseParentHandlers(true);
  }

  private String logged() {
    return String.join("\n", List.copyOf(log.lines));
  }

  private void awaitLogged(String text) throws InterruptedException {
    while (!logged().contains(text)) {
      Thread.sleep(5);
    }
  }

  /** The answer when a script writes this. */
  private static Reply raw(Variant variant, String output) throws Exception {
    try (Client client = server(variant).connect()) {
      return client.post("/raw.sh", output.getBytes(StandardCharsets.ISO_8859_1)).read();
    }
  }

  private static Path pidFile(Variant variant, String name) throws IOException {
    Path file = folder.resolve("site").resolve(variant + "-" + name + ".pid");
    Files.deleteIfExists(file);
    return file;
  }

  private static String awaitText(Path file) throws Exception {
    while (true) {
      try {
        String text = Files.readString(file);
        if (text.endsWith("\n")) {
          return text.strip();
        }
      } catch (NoSuchFileException e) {
        // soon
      }
      Thread.sleep(5);
    }
  }

  /** Waits until a process is gone, or only waits for whoever adopted it to notice. */
  private static void awaitEnd(String pid) throws Exception {
    while (true) {
      try {
        String state = Files.readString(Path.of("/proc", pid, "stat")).replaceFirst(".*\\) ", "");
        if (state.startsWith("Z")) {
          return;
        }
      } catch (IOException e) {
        return;
      }
      Thread.sleep(5);
    }
  }

  @EachEngine
  void scriptsGetTheRequest(Variant variant) throws Exception {
    Reply reply =
        server(variant)
            .get(
                "/env.sh/extra/a%20b?x=%20y+z",
                "X-Two: 1",
                "X-Two: 2",
                "X_Two: 3",
                "Cookie: a=1",
                "Cookie: b=2",
                "Proxy: evil",
                "Proxy-Authorization: Basic x",
                "Authorization: Basic x");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.field("Content-Type")).contains("text/plain");
    String site = folder.toRealPath().resolve("site").toString();
    assertThat(reply.text().lines())
        .contains(
            site,
            "GATEWAY_INTERFACE=CGI/1.1",
            "SERVER_PROTOCOL=HTTP/1.1",
            "SERVER_SOFTWARE=heddle",
            "SERVER_NAME=test",
            "SERVER_PORT=" + server(variant).port(),
            "REQUEST_METHOD=GET",
            "REQUEST_URI=/env.sh/extra/a%20b?x=%20y+z",
            "SCRIPT_NAME=/env.sh",
            "SCRIPT_FILENAME=" + site + "/env.sh",
            "PATH_INFO=/extra/a b",
            "PATH_TRANSLATED=" + site + "/extra/a b",
            "QUERY_STRING=x=%20y+z",
            "REMOTE_ADDR=127.0.0.1",
            "HTTP_HOST=test",
            "HTTP_X_TWO=1, 2",
            "HTTP_COOKIE=a=1; b=2")
        .noneMatch(line -> line.matches("(HTTP_PROXY|HTTP_AUTH|HTTPS|CONTENT_|REMOTE_USER).*"));
    // what the shell sets itself
    List<String> names =
        reply.text().lines().map(line -> line.replaceFirst("=.*", "")).distinct().toList();
    assertThat(names).doesNotContain("HOME", "USER", "JAVA_HOME").contains("PATH");
  }

  @EachEngine
  void aUserWhoHasLoggedInIsNamed(Variant variant) throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString("ada:1".getBytes(StandardCharsets.UTF_8));
    Reply reply = server(variant).get("/staff/env.sh/more", "Authorization: Basic " + credentials);
    assertThat(reply.text().lines())
        .contains("REMOTE_USER=ada", "AUTH_TYPE=Basic", "SCRIPT_NAME=/staff/env.sh")
        .contains("PATH_INFO=/more");
    assertThat(server(variant).get("/staff/env.sh").status()).isEqualTo(401);
  }

  @EachEngine
  void contentGoesThroughAScript(Variant variant) throws Exception {
    byte[] content = LocalServer.random(1 << 20);
    try (Client client = server(variant).connect()) {
      Thread sender = Thread.ofVirtual().start(() -> post(client, "/echo.sh", content));
      Reply reply = client.read();
      assertThat(reply.body()).isEqualTo(content);
      assertThat(reply.field("Content-Length")).contains(Integer.toString(content.length));
      sender.join();
      String chunked = "POST /echo.sh HTTP/1.1\nHost: test\nTransfer-Encoding: chunked\n\n";
      client.send(chunked + "3\nabc\n4\ndefg\n0\n\n");
      Reply small = client.read();
      assertThat(small.text()).isEqualTo("abcdefg");
      assertThat(small.field("Content-Length")).contains("7");
    }
  }

  private static void post(Client client, String target, byte[] content) {
    try {
      client.post(target, content);
    } catch (IOException e) {
      throw new AssertionError("the server does not take the content", e);
    }
  }

  /** With one thread for both, or a pipe that nobody reads, both sides would wait forever. */
  @EachEngine
  void aScriptMayWriteBeforeItReads(Variant variant) throws Exception {
    script(
        "first.sh",
        "printf 'Content-Type: x/y\\n\\n'; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2;"
            + " wc -c");
    byte[] content = new byte[1_000_000];
    try (Client client = server(variant).connect()) {
      Thread sender = Thread.ofVirtual().start(() -> post(client, "/first.sh", content));
      String text = client.read().text();
      assertThat(text.substring(1_000_000).strip()).isEqualTo("1000000");
      sender.join();
    }
  }

  @EachEngine
  void aScriptNeedNotReadItsInput(Variant variant) throws Exception {
    script("deaf.sh", "printf 'Content-Type: x/y\\n\\ndone'");
    byte[] content = new byte[30_000];
    try (Client client = server(variant).connect()) {
      assertThat(client.post("/deaf.sh", content).read().text()).isEqualTo("done");
      assertThat(client.post("/deaf.sh", content).read().text()).isEqualTo("done");
    }
  }

  @EachEngine
  void theHeadOfTheOutputIsThatOfTheResponse(Variant variant) throws Exception {
    Reply missing =
        raw(variant, "Status: 404 None\r\nContent-Type: x/y\r\nX-Own: 1\r\n\r\nnothing");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.field("X-Own")).contains("1");
    assertThat(missing.text()).isEqualTo("nothing");
    Reply elsewhere = raw(variant, "Location: /other\n\n");
    assertThat(elsewhere.status()).isEqualTo(302);
    assertThat(elsewhere.field("Location")).contains("/other");
    Reply moved = raw(variant, "Location: http://x.org/\nStatus: 303\nConnection: close\n\n");
    assertThat(moved.status()).isEqualTo(303);
    assertThat(moved.closes()).isFalse();
    Reply empty = raw(variant, "Status: 204\nX-CGI-Own: 1\nDate: now\n\n");
    assertThat(empty.status()).isEqualTo(204);
    assertThat(empty.field("X-CGI-Own")).isEmpty();
    assertThat(empty.field("Date").orElseThrow()).isNotEqualTo("now");
    try (Client client = server(variant).connect()) {
      client.ask("HEAD /sub/");
      assertThat(client.readHead().field("Content-Type")).contains("x/y");
      assertThat(client.ask("GET /page.txt").read().text()).isEqualTo("a page");
    }
  }

  @EachEngine
  void outputThatIsNoResponseGivesA502(Variant variant) throws Exception {
    for (String output :
        new String[] {
          "",
          "Content-Type: x/y\n",
          "\nbody",
          "no field\n\n",
          "Status: 100\n\n",
          "Content-Type: x/y\nContent-Type: x/z\n\nbody",
          "Content-Type: x/y\n folded\n\nbody",
          "Content-Type: x/y\nX: a\u0007\n\nbody",
          "Content-Type: x/y\nTransfer-Encoding: chunked\n\n0\n\n",
          "Status: 200\n\nbody without a type",
          "HTTP/1.1 200 OK\nContent-Type: x/y\n\nbody",
          "X: " + "a".repeat(40_000) + "\n\n"
        }) {
      Reply reply = raw(variant, output);
      assertThat(reply.status()).as(output).isEqualTo(502);
    }
    assertThat(log.lines).hasSize(12).allMatch(line -> line.startsWith("script /raw.sh (request "));
    assertThat(logged()).contains("begins with a status line").contains("exceed 32768 bytes");
  }

  /** The client sees each part when the script has written it, and notices an early end. */
  @EachEngine
  void outputIsSentAsItIsWritten(Variant variant) throws Exception {
    for (String[] end :
        new String[][] {
          {"kill -9 $$", "signal 9 has ended it"},
          {"exit 0", "its content has 4 bytes, but its Content-Length is 10"},
          {"echo 1234567890", "longer than its Content-Length"}
        }) {
      Path go = pidFile(variant, "go");
      String length = end[0].startsWith("kill") ? "" : "Content-Length: 10\\n";
      script(
          "slow.sh",
          "printf 'Content-Type: x/y\\n%s\\npart'; until [ -e '%s' ]; do sleep 0.01; done; %s"
              .formatted(length, go, end[0]));
      try (Client client = server(variant).connect()) {
        client.ask("GET /slow.sh");
        client.readHead();
        byte[] part = new byte[20];
        assertThat(client.read(part)).isPositive();
        Files.writeString(go, "");
        assertThatThrownBy(
                () -> {
                  while (true) {
                    if (client.read(part) < 0) {
                      throw new EOFException("cut off");
                    }
                    assertThat(new String(part, StandardCharsets.UTF_8)).doesNotContain("\n0\r\n");
                  }
                })
            .isInstanceOf(IOException.class);
      }
      awaitLogged(end[1]);
    }
  }

  @EachEngine
  void aScriptThatTakesTooLongIsKilledWithAllThatItHasStarted(Variant variant) throws Exception {
    Path pids = pidFile(variant, "stubborn");
    script(
        "stubborn.sh",
        "trap '' TERM HUP INT; (trap '' TERM HUP INT; sleep 50) & echo $! $$ > '%s'; sleep 50"
            .formatted(pids));
    Reply reply = server(variant).get("/short/stubborn.sh");
    assertThat(reply.status()).isEqualTo(504);
    for (String pid : awaitText(pids).split(" ", -1)) {
      awaitEnd(pid);
    }
    assertThat(logged()).contains("neither read nor written for 300ms, and was killed");
  }

  @EachEngine
  void aScriptWhoseClientIsGoneIsKilled(Variant variant) throws Exception {
    Path pid = pidFile(variant, "endless");
    script(
        "endless.sh",
        "echo $$ > '%s'; printf 'Content-Type: x/y\\n\\n'; while :; do echo more; done"
            .formatted(pid));
    try (Client client = server(variant).connect()) {
      client.ask("GET /endless.sh").readHead();
    }
    awaitEnd(awaitText(pid));
  }

  @EachEngine
  void aScriptEndsWithTheServer(Variant variant) throws Exception {
    Path pid = pidFile(variant, "stopped");
    script("stopped.sh", "echo $$ > '%s'; sleep 50".formatted(pid));
    String root = "--root=" + folder.resolve("site");
    Invocation.Serve invocation =
        (Invocation.Serve)
            Invocation.of(
                List.of(variant.words(root, "--cgi=.sh=/bin/sh", "--grace=10ms")),
                Map.of("APP_ADMIN_PORT", "off"));
    Server server = Server.start(invocation.options(), new FatalExit());
    try (Client client = new Client(server.address().getPort())) {
      client.ask("GET /stopped.sh");
      String script = awaitText(pid);
      assertThat(server.stop()).isFalse();
      awaitEnd(script);
    }
  }

  @EachEngine
  void whatAScriptLeavesBehindDoesNotDelayItsResponse(Variant variant) throws Exception {
    Path pid = pidFile(variant, "left");
    script("left.sh", "printf 'Content-Type: x/y\\n\\nleft'; sleep 2 &");
    assertThat(server(variant).get("/left.sh").text()).isEqualTo("left");
    script(
        "left.sh",
        "printf 'Content-Type: x/y\\n\\n'; (trap '' TERM; while :; do echo more; done) & echo $! > '%s'"
            .formatted(pid));
    assertThat(server(variant).get("/left.sh").status()).isEqualTo(200);
    awaitEnd(awaitText(pid));
  }

  @EachEngine
  void scriptsAreFoundAsSafelyAsFiles(Variant variant) throws Exception {
    LocalServer server = server(variant);
    assertThat(server.get("/own.cgi").text()).isEqualTo("itself");
    assertThat(server.get("/sub/").text()).isEqualTo("index /sub/index.sh");
    assertThat(server.get("/page.txt").text()).isEqualTo("a page");
    assertThat(server.client().post("/page.txt", new byte[1]).read().status()).isEqualTo(405);
    for (String path :
        new String[] {
          "/out.sh",
          "/up/secret.sh",
          "/.hidden.sh",
          "/none.sh",
          "/sub%2Findex.sh",
          "/raw.sh/a%2Fb",
          "/raw.sh/a%0Ab",
          "/page.txt/raw.sh"
        }) {
      assertThat(server.get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(server.get("/plain.cgi").status()).isEqualTo(403);
    assertThat(server.get("/nph-a.sh").status()).isEqualTo(500);
    assertThat(logged()).contains("not executable").contains("(nph-) are not supported");
  }

  @EachEngine
  void stderrIsLogged(Variant variant) throws Exception {
    script(
        "errors.sh",
        "printf 'one\\n\\033[2Jtwo\\n' >&2; head -c 5000 /dev/zero | tr '\\0' x >&2;"
            + " for i in $(seq 200); do echo $i >&2; done; echo Content-Type: x/y; echo; ls"
            + " /proc/self/fd | wc -l; exit 3");
    // no file of the server is open in the script: 0, 1, 2, and the folder that ls reads
    assertThat(server(variant).get("/errors.sh").text().strip()).isEqualTo("4");
    awaitLogged("further lines");
    awaitLogged("it has ended with status 3");
    List<String> lines =
        List.copyOf(log.lines).stream().filter(line -> !line.contains("has ended")).toList();
    assertThat(lines.get(0)).matches("script /errors\\.sh \\(request [0-9a-f]+-[0-9a-f]+\\): one");
    assertThat(lines.get(1)).endsWith(": ?[2Jtwo");
    assertThat(lines.get(2)).endsWith("xxx").hasSizeLessThan(1_100);
    assertThat(lines).hasSize(101);
  }

  @Test
  void clientsCannotStoreScripts() {
    String site = folder.resolve("site").toString();
    assertThatThrownBy(
            () ->
                LocalServer.serve(
                    Variant.VTHREADS, "--root=" + site, "--files=" + site, "--cgi=.sh=/bin/sh"))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("clients could store scripts");
  }

  /** The number of scripts is the handler's matter, whatever engine it runs on. */
  @Test
  void onlySoManyScriptsRunAtATime() throws Exception {
    LocalServer server = server(Variant.VTHREADS);
    Path go = pidFile(Variant.VTHREADS, "slot");
    script(
        "slot.sh",
        "printf 'Content-Type: x/y\\n\\n1'; until [ -e '%s' ]; do sleep 0.01; done".formatted(go));
    try (Client first = server.connect();
        Client second = server.connect()) {
      first.ask("GET /single/slot.sh").readHead();
      Reply refused = second.ask("GET /single/slot.sh").read();
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).contains("1");
      second.ask("GET /single/slot.sh");
      Files.writeString(go, "");
      assertThat(second.read().text()).isEqualTo("1");
    }
  }
}
