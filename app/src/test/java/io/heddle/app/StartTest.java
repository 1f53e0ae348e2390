package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program starts, and its messages when it cannot. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StartTest {
  @EachEngine
  void theFirstLineSaysWhereAndHowItListens(Variant variant) throws Exception {
    try (Program program = Program.run(variant.words())) {
      Matcher ready = program.ready();
      assertThat(ready.group(3)).isEqualTo(variant.engine());
      assertThat(ready.group(4)).isEqualTo(Long.toString(program.pid()));
      assertThat(ready.group(5) != null).as("loops").isEqualTo(variant.engine().equals("epoll"));
      try (Client client = new Client(Integer.parseInt(ready.group(2)))) {
        assertThat(client.ask("GET /ping").read().text()).isEqualTo("pong");
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
  }

  @Test
  void anOptionMayComeFromTheEnvironment() throws Exception {
    Program.Start start = new Program.Start().variable("APP_ENGINE", "threads");
    try (Program program = start.run("--port=0")) {
      assertThat(program.ready().group(3)).isEqualTo("threads");
    }
  }

  @Test
  void aWrongOptionHasStatusTwoAndARemedy() throws Exception {
    try (Program program = Program.run("--port=abc")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .isEqualTo(
              """
              app: error: invalid --port=abc: write a whole number
              app: info: see app --help for the options
              """);
      assertThat(program.out().readLine()).isNull();
    }
  }

  @Test
  void theHelpUsesTheCommandThatTheUserTyped() throws Exception {
    Program.Start start = new Program.Start().jvm("-Dheddle.command=bin/app");
    try (Program program = start.run("--port=abc")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors()).endsWith("see bin/app --help for the options\n");
    }
  }

  @Test
  void aMisspeltVariableCausesAWarning() throws Exception {
    try (Program program = new Program.Start().variable("APP_PROT", "1").run("--port=0")) {
      program.port();
      assertThat(program.errors())
          .isEqualTo("app: warning: the variable APP_PROT is ignored: did you mean APP_PORT?\n");
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @Test
  void moreConnectionsThanDescriptorsCauseAWarning() throws Exception {
    Program.Start start = new Program.Start().by("ulimit -n 200 && exec \"$@\"");
    try (Program program = start.run("--port=0", "--max-connections=137")) {
      program.port();
      assertThat(program.errors().lines())
          .containsExactly(
              "app: warning: --max-connections=137 is more than the 200 files that this process may"
                  + " open: raise the limit (ulimit -n), or write --max-connections=136");
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @EachEngine
  void aWildcardIsAnnouncedAsAUrl(Variant variant) throws Exception {
    String[] words = variant.words("--host=0.0.0.0", "--admin-host=0.0.0.0");
    try (Program program = new Program.Start().variable("APP_ADMIN_PORT", "0").run(words)) {
      Matcher ready = program.ready();
      assertThat(ready.group(1)).isEqualTo("0.0.0.0");
      assertThat(program.out().readLine()).matches("admin on http://0\\.0\\.0\\.0:\\d+/");
      assertPong(Integer.parseInt(ready.group(2)));
    }
  }

  @Test
  void warningsOfLoggersHaveTheFormatOfAllMessages() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=/dev/full")) {
      assertPong(program.port());
      while (program.errors().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors().lines())
          .hasSizeGreaterThan(1)
          .allMatch(line -> line.startsWith("app: warning: "));
      assertThat(program.errors())
          .contains("cannot write the access log", "8 lines of the access log were dropped");
    }
  }

  @Test
  void twoListenersOnOnePortAreRejected() throws Exception {
    Program.Start start = new Program.Start().variable("APP_ADMIN_PORT", "8085");
    try (Program program = start.run("--port=8085")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors()).contains("--port=8085", "--admin-port=8085");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdout", "/proc/self/fd/1"})
  void anAccessLogOnAClosedStdoutIsRejected(String name) throws Exception {
    Program.Start start = new Program.Start().by("exec \"$@\" >&-");
    try (Program program = start.run("--port=0", "--access-log=" + name)) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .isEqualTo(
              "app: error: cannot open the access log "
                  + name
                  + " (stdout is closed): choose another with --access-log\n");
    }
  }

  @EachEngine
  void aClosedStdoutDoesNotMatterWithoutAnAccessLogThere(Variant variant) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    Program.Start start = new Program.Start().by("exec \"$@\" >&-");
    try (Program program = start.run(variant.wordsOnPort(port))) {
      awaitListener(port);
      assertPong(port);
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
  }

  private static void awaitListener(int port) throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      try {
        new Client(port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
  }

  @Test
  void aWrongVariableHasStatusTwoAndIsNamed() throws Exception {
    try (Program program = new Program.Start().variable("APP_GRACE", "5").run("--port=0")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors())
          .startsWith("app: error: invalid APP_GRACE=5: write a number and a unit");
    }
  }

  @Test
  void helpGoesToStandardOutput() throws Exception {
    try (Program program = Program.run("--help")) {
      assertThat(program.out().readLine()).isEqualTo("Usage: app [serve] [OPTION...]");
      assertThat(program.out().lines().toList()).last().asString().endsWith("SIGTERM.");
      assertThat(program.end()).isZero();
      assertThat(program.errors()).isEmpty();
    }
  }

  @Test
  void versionGoesToStandardOutput() throws Exception {
    try (Program program = Program.run("--version")) {
      assertThat(program.out().readLine()).startsWith("Heddle ").contains(" on Java ");
      assertThat(program.out().readLine()).isNull();
      assertThat(program.end()).isZero();
    }
  }

  @EachEngine
  void aTakenPortIsReportedWithTheRemedy(Variant variant) throws Exception {
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      int port = taken.getLocalPort();
      try (Program program = Program.run("--engine=" + variant.engine(), "--port=" + port)) {
        assertThat(program.end()).isEqualTo(1);
        assertThat(program.errors().lines())
            .containsExactly(
                "app: error: cannot listen on 127.0.0.1:%d: Address already in use; stop the"
                        .formatted(port)
                    + " program that listens there, or choose another port with --port (0 picks a free one)");
        assertThat(program.out().readLine()).isNull();
      }
    }
  }

  @Test
  void anAddressOfAnotherMachineIsRejectedWithTheRemedy() throws Exception {
    try (Program program = Program.run("--host=192.0.2.1", "--port=0")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .contains(
              "cannot listen on 192.0.2.1:0", "choose an address of this machine with --host");
    }
  }

  @Test
  void aJvmThatDoesNotPassOnSignalsIsRejected() throws Exception {
    try (Program program = new Program.Start().jvm("-Xrs").run("--port=0")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .startsWith("app: error: cannot handle signals")
          .contains("without -Xrs");
    }
  }

  @Test
  void aProcessWithTooFewDescriptorsIsRejectedWithTheRemedy() throws Exception {
    Program.Start start = new Program.Start().by("ulimit -n 128 && exec \"$@\"");
    try (Program program = start.run("--engine=epoll", "--loops=100", "--port=0")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors())
          .endsWith(
              "app: error: Too many open files; raise the number of files that this process may open"
                  + " (ulimit -n)\n");
    }
  }

  @Test
  void aMissingRootIsRejected() throws Exception {
    try (Program program = Program.run("--port=0", "--root=/no/such/folder")) {
      assertThat(program.end()).isEqualTo(2);
      assertThat(program.errors()).startsWith("app: error: invalid --root=/no/such/folder: ");
    }
  }

  @Test
  void aRootThatMayNotBeReadIsRejected(@TempDir Path folder) throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    try {
      Program.Start start = new Program.Start().obeyingPermissions();
      try (Program program = start.run("--port=0", "--root=" + folder)) {
        assertThat(program.end()).isEqualTo(2);
        assertThat(program.errors()).contains("--root=" + folder, "is not readable");
      }
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void anAccessLogThatCannotBeOpenedIsRejected() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=/proc/no-such-file")) {
      assertThat(program.end()).isEqualTo(1);
      assertThat(program.errors().lines())
          .singleElement()
          .asString()
          .startsWith("app: error: cannot open the access log /proc/no-such-file (")
          .endsWith("choose another with --access-log");
    }
  }

  @Test
  void severalProcessesMayShareAPort() throws Exception {
    try (Program first = Program.run("--reuse-port", "--port=0")) {
      int port = first.port();
      try (Program second = Program.run("--reuse-port", "--port=" + port)) {
        assertThat(second.port()).isEqualTo(port);
        assertPong(port);
        assertThat(first.signal("TERM").end()).isZero();
        assertPong(port);
        assertThat(second.signal("TERM").end()).isZero();
      }
    }
  }

  @Test
  void aPortIsFreeAtOnceAfterKill() throws Exception {
    try (Program first = Program.run("--port=0")) {
      int port = first.port();
      try (Client client = new Client(port)) {
        client.ask("GET /ping").read();
        assertThat(first.signal("KILL").end()).isEqualTo(128 + 9);
        try (Program second = Program.run("--port=" + port)) {
          assertThat(second.port()).isEqualTo(port);
          assertPong(port);
        }
      }
    }
  }

  @Test
  void listensOnIpv6() throws Exception {
    try (Program program = Program.run("--port=0", "--host=::1")) {
      String line = program.out().readLine();
      if (line == null) {
        assumeFalse(program.errors().contains("cannot listen"), "this machine has no IPv6");
      }
      assertThat(line).startsWith("listening on http://[::1]:");
    }
  }

  @Test
  void announcesTheIpv6WildcardInItsShortForm() throws Exception {
    try (Program program = Program.run("--port=0", "--host=::")) {
      String line = program.out().readLine();
      if (line == null) {
        assumeFalse(program.errors().contains("cannot listen"), "this machine has no IPv6");
      }
      assertThat(line).startsWith("listening on http://[::]:");
    }
  }

  private static void assertPong(int port) throws IOException {
    for (int i = 0; i < 8; i++) {
      try (Client client = new Client(port)) {
        assertThat(client.ask("GET /ping").read().text()).isEqualTo("pong");
      }
    }
  }
}
