package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The processes of scripts (CGI) on every engine: how they end, how many run, and what they log.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CgiProcessTest {
  @RegisterExtension private static final CgiSite SITE = new CgiSite();

  @BeforeAll
  static void writeSite(@TempDir Path folder) throws IOException {
    SITE.writeTo(folder);
  }

  /** Waits until a file has a complete line, and returns it. */
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

  /** Waits until a process is gone, or is a zombie: ended, but not yet noticed by its parent. */
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
  void aScriptThatTakesTooLongIsKilledWithAllThatItHasStarted(Variant variant) throws Exception {
    Path pids = SITE.mark(variant, "stubborn");
    SITE.script(
        "stubborn.sh",
        "trap '' TERM HUP INT; (trap '' TERM HUP INT; sleep 50) & echo $! $$ > '%s'; sleep 50"
            .formatted(pids));
    do {
      // on a busy machine it may be killed before it comes to its first line
      assertThat(SITE.server(variant).get("/short/stubborn.sh").status()).isEqualTo(504);
    } while (!Files.exists(pids) || Files.size(pids) == 0);
    for (String pid : awaitText(pids).split(" ", -1)) {
      awaitEnd(pid);
    }
    assertThat(SITE.logged()).contains("neither read nor written for 300ms, and was killed");
  }

  @EachEngine
  void aScriptWhoseClientIsGoneIsKilled(Variant variant) throws Exception {
    Path pid = SITE.mark(variant, "endless");
    SITE.script(
        "endless.sh",
        "echo $$ > '%s'; printf 'Content-Type: x/y\\n\\n'; while :; do echo more; done"
            .formatted(pid));
    try (Client client = SITE.server(variant).connect()) {
      client.ask("GET /endless.sh").readHead();
    }
    awaitEnd(awaitText(pid));
  }

  /**
   * Nothing is sent before the script has ended, so the server cannot notice a client that left.
   */
  @EachEngine
  void aScriptWhoseContentNobodyGetsIsKilledAfterItsTimeLimit(Variant variant) throws Exception {
    String head = "echo Status: $QUERY_STRING; echo Content-Type: x/y; echo; ";
    SITE.script("endless.sh", head + "while :; do echo more; done");
    SITE.script("silent.sh", head + "exec sleep 50");
    LocalServer server = SITE.server(variant);
    try (Client client = server.connect()) {
      for (String request :
          new String[] {
            "HEAD /second/endless.sh?200", "GET /second/endless.sh?204", "GET /second/silent.sh?304"
          }) {
        boolean isHead = request.startsWith("HEAD");
        Reply reply =
            CgiSite.patiently(
                () -> isHead ? client.ask(request).readHead() : client.ask(request).read());
        assertThat(reply.status())
            .as(request)
            .isEqualTo(Integer.parseInt(request.substring(request.length() - 3)));
        Reply next = CgiSite.patiently(() -> client.ask("GET /second/env.sh").read());
        assertThat(next.status()).as(request).isEqualTo(200);
      }
    }
    // that is logged about a script that was too slow, and asked for again
    String slow = "neither read nor written";
    assertThat(SITE.lines().stream().filter(line -> !line.contains(slow)))
        .hasSize(3)
        .allMatch(line -> line.contains("did not end within the timeout"));
  }

  /** The first location passes the content on, the second stores it first. */
  @EachEngine
  void aScriptMayReadAfterAResponseWithoutContent(Variant variant) throws Exception {
    Path size = SITE.mark(variant, "size");
    SITE.script("later.sh", "echo Status: 204; echo; sleep 0.1; wc -c > '%s'".formatted(size));
    LocalServer server = SITE.server(variant);
    for (String location : new String[] {"/", "/single/"}) {
      try (Client client = server.connect()) {
        Reply reply = client.post(location + "later.sh", new byte[1_000_000]).read();
        assertThat(reply.status()).as(location).isEqualTo(204);
        assertThat(awaitText(size).strip()).as(location).isEqualTo("1000000");
        Files.delete(size);
      }
    }
  }

  @EachEngine
  void aScriptEndsWithTheServer(Variant variant) throws Exception {
    Path pid = SITE.mark(variant, "stopped");
    SITE.script("stopped.sh", "echo $$ > '%s'; sleep 50".formatted(pid));
    String root = "--root=" + SITE.path();
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
    Path pid = SITE.mark(variant, "left");
    SITE.script("left.sh", "printf 'Content-Type: x/y\\n\\nleft'; sleep 2 &");
    assertThat(SITE.server(variant).get("/left.sh").text()).isEqualTo("left");
    SITE.script(
        "left.sh",
        "printf 'Content-Type: x/y\\n\\n'; (trap '' TERM; while :; do echo more; done) & echo $! > '%s'"
            .formatted(pid));
    assertThat(SITE.server(variant).get("/left.sh").status()).isEqualTo(200);
    awaitEnd(awaitText(pid));
  }

  @EachEngine
  void stderrIsLogged(Variant variant) throws Exception {
    SITE.script(
        "errors.sh",
        "printf 'one\\n\\033[2Jtwo\\n' >&2; head -c 5000 /dev/zero | tr '\\0' x >&2;"
            + " for i in $(seq 200); do echo $i >&2; done; echo Content-Type: x/y; echo; ls"
            + " /proc/self/fd | wc -l; exit 3");
    // no file of the server is open in the script: 0, 1, 2, and the folder that ls reads
    assertThat(SITE.server(variant).get("/errors.sh").text().strip()).isEqualTo("4");
    SITE.awaitLogged("further lines");
    SITE.awaitLogged("it has ended with status 3");
    List<String> lines = SITE.lines().stream().filter(line -> !line.contains("has ended")).toList();
    assertThat(lines.get(0))
        .matches("app: warning: script /errors\\.sh: one \\(request [0-9a-f]+-[0-9a-f]+\\)");
    assertThat(lines.get(1)).contains(": ?[2Jtwo (request ");
    assertThat(lines.get(2)).contains("xxx (request ").hasSizeLessThan(1_100);
    assertThat(lines).hasSize(101);
  }

  /** The scripts of the configuration before count, too. The engine makes no difference. */
  @Test
  void aReloadDoesNotMultiplyScripts() throws Exception {
    String locations = "\"/\" { alias = site, cgi { \".sh\" = /bin/sh, max-scripts = 1 } }";
    Path file =
        Files.writeString(
            SITE.path().resolveSibling("reloaded.conf"),
            "servers { one { locations { " + locations + " } } }");
    Path go = SITE.mark(Variant.VTHREADS, "reload");
    SITE.script(
        "reload.sh",
        "printf 'Content-Type: x/y\\n\\n1'; until [ -e '%s' ]; do sleep 0.01; done".formatted(go));
    try (LocalServer server = LocalServer.configured(Variant.VTHREADS, file);
        Client first = server.connect()) {
      first.ask("GET /reload.sh").readHead();
      server.apply(Variant.VTHREADS, file);
      assertThat(server.get("/env.sh").status()).isEqualTo(503);
      Files.writeString(go, "");
      Reply reply = server.get("/env.sh");
      while (reply.status() == 503) {
        // on a busy machine the first script takes a while to see that it may end
        reply = server.get("/env.sh");
      }
      assertThat(reply.status()).isEqualTo(200);
    }
  }

  /** The handler counts its scripts; the engine makes no difference. */
  @Test
  void onlySoManyScriptsRunAtATime() throws Exception {
    LocalServer server = SITE.server(Variant.VTHREADS);
    Path go = SITE.mark(Variant.VTHREADS, "slot");
    SITE.script(
        "slot.sh",
        "printf 'Content-Type: x/y\\n\\n1'; until [ -e '%s' ]; do sleep 0.01; done".formatted(go));
    try (Client first = server.connect();
        Client second = server.connect()) {
      first.ask("GET /single/slot.sh").readHead();
      long begin = System.nanoTime();
      Reply refused = second.ask("GET /single/slot.sh").read();
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .as("the wait for a place")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.field("Retry-After")).contains("1");
      second.ask("GET /single/slot.sh");
      Files.writeString(go, "");
      Reply reply = second.read();
      while (reply.status() == 503) {
        // on a busy machine the first script takes a while to see that it may end
        reply = second.ask("GET /single/slot.sh").read();
      }
      assertThat(reply.text()).isEqualTo("1");
    }
  }

  @EachEngine
  void aProcessThatKeepsTheInputTakesNoPlace(Variant variant) throws Exception {
    Path pid = SITE.mark(variant, "keeper");
    SITE.script(
        "keeper.sh",
        "exec 3<&0; sleep 50 <&3 > /dev/null 2>&1 & echo $! > '%s'; sleep 0.1;".formatted(pid)
            + " printf 'Content-Type: x/y\\n\\nkept'");
    LocalServer server = SITE.server(variant);
    for (int i = 0; i < 10; i++) {
      // places become free again, or else the content of the fifth would be stored first
      try (Client client = server.connect()) {
        client.ask("POST /eight/keeper.sh", "Content-Length: 1000000").send("a".repeat(100_000));
        assertThat(client.read().text()).isEqualTo("kept");
        awaitEnd(awaitText(pid));
        Files.delete(pid);
      }
    }
  }
}
