package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --inherit}: the server serves a socket that another process has opened. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class InheritedSocketTest {
  /**
   * Opens a port and keeps it while one server after another serves it, as systemd does. No server
   * outlives it (PR_SET_PDEATHSIG).
   */
  private static final String OWNER =
      """
      exec python3 -c '
      import ctypes, socket, subprocess, sys
      listener = socket.create_server(("127.0.0.1", 0), backlog=1000)
      def die_with_parent():
          ctypes.CDLL(None).prctl(1, 9)
      for _ in range(%d):
          status = subprocess.call(sys.argv[1:], stdin=listener, preexec_fn=die_with_parent)
          if status:
              sys.exit(status)
      ' "$@"
      """;

  /** A client that connects and sends within this time is served. */
  private static final long MAX_SEND_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  @BeforeAll
  static void needsPython() throws Exception {
    Python.ensureInstalled();
  }

  /** The command line without a port: the owner of the socket has chosen it. */
  private static String[] words(Variant variant, String... more) {
    return Stream.concat(
            Arrays.stream(variant.words("--inherit")).filter(word -> !word.startsWith("--port")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static void terminate(String pid) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-TERM", pid).start().waitFor()).isZero();
  }

  private static String ping(int port) throws IOException {
    try (Client client = new Client(port)) {
      return client.ask("GET /ping").read().text();
    }
  }

  /**
   * Pings again if this client was too slow: a server that stops closes connections that are idle.
   */
  private static String pingInTime(int port) throws IOException {
    while (true) {
      long begin = System.nanoTime();
      long nanosToSend = Long.MAX_VALUE;
      try (Client client = new Client(port)) {
        client.ask("GET /ping");
        nanosToSend = System.nanoTime() - begin;
        return client.read().text();
      } catch (IOException e) {
        if (Math.min(nanosToSend, System.nanoTime() - begin) < MAX_SEND_NANOS) {
          throw e;
        }
      }
    }
  }

  @EachEngine
  void aRestartRefusesNobody(Variant variant) throws Exception {
    try (Program owner = new Program.Start().by(OWNER.formatted(2)).run(words(variant))) {
      Matcher first = owner.ready();
      int port = Integer.parseInt(first.group(2));
      assertThat(ping(port)).isEqualTo("pong");
      terminate(first.group(4));
      // connects at once, and is served by the first server or, when it has started, by the second
      for (int i = 0; i < 20; i++) {
        assertThat(pingInTime(port)).isEqualTo("pong");
      }
      Matcher second = owner.ready();
      assertThat(second.group(2)).isEqualTo(first.group(2));
      assertThat(second.group(4)).isNotEqualTo(first.group(4));
      terminate(second.group(4));
      assertThat(owner.end()).isZero();
      assertThat(owner.complaints()).isEmpty();
    }
  }

  /** The JDK connects stdout to /dev/null when an inherited socket is closed. */
  @EachEngine
  void aServerThatStopsStillHasItsOutput(Variant variant) throws Exception {
    String[] words = words(variant, "--lab", "--access-log=-");
    try (Program owner = new Program.Start().by(OWNER.formatted(1)).run(words)) {
      Matcher ready = owner.ready();
      try (Client slow = new Client(Integer.parseInt(ready.group(2)))) {
        assertThat(slow.ask("GET /ping").read().text()).isEqualTo("pong");
        assertThat(owner.out().readLine()).contains("GET /ping");
        slow.ask("GET /sleep?ms=300");
        terminate(ready.group(4));
        assertThat(slow.read().status()).isEqualTo(200);
        assertThat(owner.out().readLine()).contains("GET /sleep?ms=300");
        assertThat(owner.end()).isZero();
      }
    }
  }

  @Test
  void anotherStandardInputIsRejected(@TempDir Path folder) throws Exception {
    try (Program program = Program.run("--inherit")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .startsWith(
              "app: error: --inherit needs a listening TCP socket as standard input, and that is no"
                  + " socket: ");
    }
    String unix =
        """
        exec python3 -c '
        import os, socket, sys
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("%s")
        listener.listen()
        os.dup2(listener.fileno(), 0)
        os.execvp(sys.argv[1], sys.argv[1:])
        ' "$@"
        """
            .formatted(folder.resolve("socket"));
    try (Program program = new Program.Start().by(unix).run("--inherit")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors()).contains("and that is a Unix socket: ");
    }
  }
}
