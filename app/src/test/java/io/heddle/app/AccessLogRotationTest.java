package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The access log when its file is renamed before a SIGHUP, as logrotate does. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AccessLogRotationTest {
  private static final int ROTATIONS = 5;
  private static final int PIECE = 50;
  private static final Pattern LINE =
      Pattern.compile("127\\.0\\.0\\.1 - - \\[[^]]+] \"GET /ping\\?n=(\\d+) HTTP/1\\.1\" 200 4");

  /** Sends numbered requests in batches until {@code stop} is set; returns their number. */
  private static int ping(int port, AtomicBoolean stop) {
    int count = 0;
    try (Client client = new Client(port)) {
      while (!stop.get()) {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < PIECE; i++) {
          requests.append("GET /ping?n=%d HTTP/1.1\nHost: test\n\n".formatted(count++));
        }
        client.send(requests.toString());
        for (int i = 0; i < PIECE; i++) {
          assertThat(client.read().text()).isEqualTo("pong");
        }
      }
    } catch (IOException e) {
      throw new AssertionError("the traffic ended early", e);
    }
    return count;
  }

  private static void awaitContent(Path file) throws Exception {
    while (!Files.exists(file) || Files.size(file) == 0) {
      Thread.sleep(5);
    }
  }

  private static void ping(Program program, int port) throws Exception {
    try (Client client = new Client(port)) {
      assertThat(client.ask("GET /ping?n=0").read().text()).isEqualTo("pong");
    }
    assertNoProblems(program);
  }

  private static void assertNoProblems(Program program) throws IOException {
    assertThat(program.errors().lines()).allMatch(line -> line.startsWith("app: info: "));
  }

  private static boolean hasWarned(Program program) throws IOException {
    return program.errors().contains("app: warning: ");
  }

  @EachEngine
  void noLineIsLostOrTornUnderTraffic(Variant variant, @TempDir Path folder) throws Exception {
    Path log = folder.resolve("access.log");
    List<Path> files = new ArrayList<>();
    int sent;
    try (Program program = Program.run(variant.words("--access-log=" + log))) {
      int port = program.port();
      program.assumeHearsHangups();
      AtomicBoolean stop = new AtomicBoolean();
      CompletableFuture<Integer> traffic = CompletableFuture.supplyAsync(() -> ping(port, stop));
      try {
        for (int i = 0; i < ROTATIONS; i++) {
          awaitContent(log);
          files.add(Files.move(log, folder.resolve("access.log." + i)));
          program.signal("HUP");
        }
        awaitContent(log);
      } finally {
        stop.set(true);
      }
      sent = traffic.get();
      assertThat(program.signal("TERM").end()).isZero();
      assertNoProblems(program);
    }
    files.add(log);
    List<Integer> numbers = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        Matcher parts = LINE.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        numbers.add(Integer.parseInt(parts.group(1)));
      }
    }
    assertThat(numbers).isEqualTo(IntStream.range(0, sent).boxed().toList());
  }

  @EachEngine
  void aHangupDoesNotEndTheServer(Variant variant) throws Exception {
    try (Program program = Program.run(variant.words())) {
      int port = program.port();
      for (int i = 0; i < 3; i++) {
        program.signal("HUP");
        ping(program, port);
      }
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @Test
  void aHangupLeavesStdoutAlone() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=-")) {
      int port = program.port();
      for (int i = 0; i < 3; i++) {
        program.signal("HUP");
        ping(program, port);
        assertThat(program.out().readLine()).matches(LINE);
      }
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @Test
  void aMissingFolderIsReportedWithTheRemedyAndTheOldFileContinues(@TempDir Path folder)
      throws Exception {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    Path moved = folder.resolve("moved");
    try (Program program = Program.run("--port=0", "--access-log=" + logs.resolve("log"))) {
      int port = program.port();
      program.assumeHearsHangups();
      Files.move(logs, moved);
      program.signal("HUP");
      while (!hasWarned(program)) {
        Thread.sleep(5);
      }
      try (Client client = new Client(port)) {
        client.ask("GET /ping?n=0").read();
      }
      awaitContent(moved.resolve("log"));
      Files.createDirectory(logs);
      program.signal("HUP");
      while (!Files.exists(logs.resolve("log"))) {
        Thread.sleep(5);
      }
      try (Client client = new Client(port)) {
        client.ask("GET /ping?n=1").read();
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors())
          .containsOnlyOnce("cannot reopen the access log " + logs.resolve("log"))
          .contains("create its folder, then send SIGHUP again");
    }
    assertThat(moved.resolve("log")).content().contains("n=0").doesNotContain("n=1");
    assertThat(logs.resolve("log")).content().contains("n=1").doesNotContain("n=0");
  }

  /** A limit on the file's size cuts the last line, like a full disk. */
  @Test
  void aNewFileAfterAFullOneBeginsWithACompleteLine(@TempDir Path folder) throws Exception {
    Path log = folder.resolve("access.log");
    Path full = folder.resolve("full.log");
    Program.Start start =
        new Program.Start().by("ulimit -f 20 && exec \"$@\"").jvm("-XX:-UsePerfData");
    try (Program program = start.run("--port=0", "--access-log=" + log)) {
      int port = program.port();
      program.assumeHearsHangups();
      while (!hasWarned(program)) {
        ping(port, 20);
      }
      ping(port, 20);
      Files.move(log, full);
      program.signal("HUP");
      while (!Files.exists(log)) {
        Thread.sleep(5);
      }
      ping(port, 3);
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors()).containsOnlyOnce("cannot write the access log");
    }
    List<String> lines = new ArrayList<>(Files.readAllLines(full));
    lines.removeLast();
    assertThat(lines).isNotEmpty().allMatch(line -> LINE.matcher(line).matches());
    assertThat(Files.readAllLines(log)).hasSize(3).allMatch(line -> LINE.matcher(line).matches());
  }

  private static void ping(int port, int count) throws IOException {
    try (Client client = new Client(port)) {
      for (int i = 0; i < count; i++) {
        assertThat(client.ask("GET /ping?n=" + i).read().text()).isEqualTo("pong");
      }
    }
  }
}
