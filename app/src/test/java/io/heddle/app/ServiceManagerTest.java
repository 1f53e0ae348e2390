package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a service manager such as systemd is notified of. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ServiceManagerTest {
  @TempDir private Path folder;

  @BeforeAll
  static void needsPython() throws Exception {
    Python.ensureInstalled();
  }

  /** The end that a service manager has: it prints each datagram on a line. */
  private record Receiver(Process process, BufferedReader out) implements AutoCloseable {
    private static final String CODE =
        """
        import socket, sys
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(sys.argv[1].replace("@", "\\0"))
        print("bound", flush=True)
        while True:
            print(receiver.recv(4096).decode().replace("\\n", "|"), flush=True)
        """;

    static Receiver at(String address) throws IOException {
      Process process =
          new ProcessBuilder("python3", "-c", CODE, address)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).isEqualTo("bound");
      return new Receiver(process, out);
    }

    String next() throws IOException {
      return out.readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** The program as a child of a service manager that watches it. */
  private static Program.Start under(String address) {
    return new Program.Start(
        List.of(),
        List.of("--enable-native-access=ALL-UNNAMED"),
        Map.of("NOTIFY_SOCKET", address, "WATCHDOG_USEC", "200000"));
  }

  @EachEngine
  void itIsNotifiedFromTheStartToTheEnd(Variant variant) throws Exception {
    String address = folder.resolve("notify").toString();
    try (Receiver manager = Receiver.at(address);
        Program program = under(address).run(variant.words())) {
      assertThat(manager.next())
          .startsWith("READY=1|STATUS=listening on http://127.0.0.1:")
          .contains(" engine=" + variant.engine());
      for (int i = 0; i < 3; i++) {
        assertThat(manager.next()).isEqualTo("WATCHDOG=1");
      }
      program.signal("TERM");
      String last = manager.next();
      while (last.equals("WATCHDOG=1")) {
        last = manager.next();
      }
      assertThat(last).isEqualTo("STOPPING=1");
      assertThat(program.end()).isZero();
      assertThat(program.errors()).isEmpty();
    }
  }

  @Test
  void aSocketMayHaveAnAbstractName() throws Exception {
    String address = "@heddle-" + UUID.randomUUID();
    try (Receiver manager = Receiver.at(address)) {
      new NotifySocket(address).send("STATUS=é");
      assertThat(manager.next()).isEqualTo("STATUS=é");
    }
  }

  @Test
  void aManagerThatIsGoneCausesOneWarning() throws Exception {
    String address = folder.resolve("nobody").toString();
    try (Program program = under(address).run("--port=0")) {
      program.port();
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors().lines())
          .singleElement()
          .asString()
          .startsWith("app: warning: cannot notify the service manager (NOTIFY_SOCKET=" + address);
    }
  }

  @Test
  void aPathThatIsTooLongIsNamed() {
    assertThatThrownBy(() -> new NotifySocket("/" + "x".repeat(107)).send(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("107 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "2000000, '', PT2S",
    "2000000, 4711, PT2S",
    "2000000, 4712,",
    "0, '',",
    "'', '',",
    "soon, '',",
    "99999999999999999999, '',",
  })
  void itSaysWhetherItWatchesThisProcess(String micros, String pid, Duration limit) {
    assertThat(ServiceManager.limit(Map.of("WATCHDOG_USEC", micros, "WATCHDOG_PID", pid), 4711))
        .isEqualTo(Optional.ofNullable(limit));
  }

  @Test
  void aServerThatServesNobodyGivesNoSign() throws Exception {
    CountDownLatch asked = new CountDownLatch(3);
    CountDownLatch signs = new CountDownLatch(1);
    Watchdog watchdog =
        Watchdog.start(
            Duration.ofMillis(20),
            time -> {
              assertThat(time).isEqualTo(Duration.ofMillis(10));
              asked.countDown();
              return false;
            },
            signs::countDown);
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(signs.getCount()).isEqualTo(1);
    watchdog.end();
  }
}
