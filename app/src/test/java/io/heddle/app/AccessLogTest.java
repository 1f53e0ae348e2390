package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The access log's lines, and that a full, stuck or missing sink never delays the server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AccessLogTest {
  private static final int PIPE_BYTES = 64 << 10;

  /** More lines than fit into a pipe. */
  private static final int MANY = 2_000;

  private static final Pattern COMMON_LOG_FORMAT =
      Pattern.compile(
          "127\\.0\\.0\\.1 - - \\[([^]]+)] \"((?:[^\"\\\\]|\\\\.)*)\" (\\d{3}) (\\d+|-)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  /** Sends {@link #MANY} requests in batches and reads the responses. */
  private static void pingMany(int port) throws IOException {
    try (Client client = new Client(port)) {
      for (int i = 0; i < MANY / 100; i++) {
        client.send("GET /ping HTTP/1.1\nHost: test\n\n".repeat(100));
        for (int j = 0; j < 100; j++) {
          assertThat(client.read().text()).isEqualTo("pong");
        }
      }
    }
  }

  @EachEngine
  void hasALineForEachResponseInCommonLogFormat(Variant variant, @TempDir Path folder)
      throws Exception {
    Path log = folder.resolve("access.log");
    Reply notFound;
    Reply bad;
    Files.writeString(log, "what was there before\n");
    try (Program program = Program.run(variant.words("--access-log=" + log))) {
      try (Client client = new Client(program.port())) {
        client.ask("GET /ping?a=b").read();
        client.ask("HEAD /ping").readHead();
        client.post("/api/echo", new byte[100_000]).read();
        notFound = client.ask("GET /none").read();
        bad = client.send("nonsense \"x y\n\n").read();
      }
      assertThat(program.signal("TERM").end()).isZero();
    }
    List<String> lines = Files.readAllLines(log);
    assertThat(lines.removeFirst()).isEqualTo("what was there before");
    assertThat(lines)
        .allSatisfy(
            line -> {
              Matcher parts = COMMON_LOG_FORMAT.matcher(line);
              assertThat(parts.matches()).as(line).isTrue();
              assertThat(
                      Duration.between(
                          ZonedDateTime.parse(parts.group(1), TIME).toInstant(), Instant.now()))
                  .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(5));
            });
    assertThat(lines)
        .map(line -> line.substring(line.indexOf('"')))
        .containsExactly(
            "\"GET /ping?a=b HTTP/1.1\" 200 4",
            "\"HEAD /ping HTTP/1.1\" 200 -",
            "\"POST /api/echo HTTP/1.1\" 200 100000",
            "\"GET /none HTTP/1.1\" 404 " + notFound.body().length,
            "\"nonsense \\\"x y\" 400 " + bad.body().length);
  }

  /** Each client has its own paths, and so each line is known. */
  @EachEngine
  void severalThreadsLogAtTheSameTimeWithoutLosingALine(Variant variant, @TempDir Path folder)
      throws Exception {
    Path log = folder.resolve("access.log");
    List<String> expected = new ArrayList<>();
    try (Program program = Program.run(variant.words("--access-log=" + log))) {
      int port = program.port();
      List<Thread> clients = new ArrayList<>();
      List<String> troubles = new CopyOnWriteArrayList<>();
      for (int i = 0; i < 8; i++) {
        List<String> paths = IntStream.range(0, 500).mapToObj(j -> "/echo/" + j).toList();
        String query = "?client=" + i;
        paths.forEach(path -> expected.add("\"GET " + path + query + " HTTP/1.1\" 200"));
        clients.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try (Client client = new Client(port)) {
                        for (String path : paths) {
                          client.ask("GET " + path + query).read();
                        }
                      } catch (IOException e) {
                        troubles.add(e.toString());
                      }
                    }));
      }
      for (Thread client : clients) {
        client.join();
      }
      assertThat(troubles).isEmpty();
      assertThat(program.signal("TERM").end()).isZero();
    }
    assertThat(Files.readAllLines(log))
        .allMatch(line -> COMMON_LOG_FORMAT.matcher(line).matches())
        .map(line -> line.substring(line.indexOf('"'), line.lastIndexOf(' ')))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The lines of three requests in this format. The second has only the required fields. */
  private static List<String> lines(Variant variant, String format, Path folder) throws Exception {
    Path log = folder.resolve("access.log");
    String[] options = variant.words("--access-log=" + log, "--access-log-format=" + format);
    try (Program program = Program.run(options)) {
      try (Client client = new Client(program.port())) {
        client
            .ask(
                "GET /ping?%22",
                "Referer: http://a/\\", "User-Agent: a \"b\"\t\u00e9", "traceparent: " + TRACE)
            .read();
        client.ask("HEAD /ping").readHead();
        client.send("GET /\001 HTTP/1.1\nHost: test\nUser-Agent: c\n\n").read();
      }
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
    return Files.readAllLines(log);
  }

  @EachEngine
  void combinedLinesEndWithRefererAndUserAgent(Variant variant, @TempDir Path folder)
      throws Exception {
    assertThat(lines(variant, "combined", folder))
        .map(line -> line.replaceFirst("\\[[^]]+]", "[TIME]"))
        .containsExactly(
            "127.0.0.1 - - [TIME] \"GET /ping?%22 HTTP/1.1\" 200 4"
                + " \"http://a/\\\\\" \"a \\\"b\\\"\\x09\\xE9\"",
            "127.0.0.1 - - [TIME] \"HEAD /ping HTTP/1.1\" 200 - \"-\" \"-\"",
            "127.0.0.1 - - [TIME] \"GET /\\x01 HTTP/1.1\" 400 45 \"-\" \"-\"");
  }

  @EachEngine
  void jsonLinesContainRouteEngineAndDuration(Variant variant, @TempDir Path folder)
      throws Exception {
    assertThat(lines(variant, "json", folder))
        .map(line -> line.replaceFirst("\"time\":\"[-0-9]{10}T[0-9:]{8}\\.\\d{3}Z\"", "TIME"))
        .map(
            line ->
                line.replaceFirst("\"duration_seconds\":(?!0\\.000000)\\d+\\.\\d{6}", "DURATION"))
        .map(line -> line.replaceFirst("\"request_id\":\"[0-9a-f]+-[0-9a-f]+\"", "ID"))
        .map(line -> line.replaceFirst("\"engine\":\"" + variant.engine() + "\"", "ENGINE"))
        .containsExactly(
            """
            {TIME,"client":"127.0.0.1",ID,"method":"GET","target":"/ping?%%22","version":"HTTP/1.1",\
            "route":"ping","status":200,"bytes":4,DURATION,"referer":"http://a/\\\\",\
            "user_agent":"a \\"b\\"\\t\\u00E9","traceparent":"%s",ENGINE}"""
                .formatted(TRACE),
            """
            {TIME,"client":"127.0.0.1",ID,"method":"HEAD","target":"/ping","version":"HTTP/1.1",\
            "route":"ping","status":200,"bytes":0,DURATION,ENGINE}""",
            """
            {TIME,"client":"127.0.0.1",ID,"request_line":"GET /\\u0001 HTTP/1.1","route":"REFUSED",\
            "status":400,"bytes":45,ENGINE}""");
  }

  @EachEngine
  void losesNoLineAtTheEnd(Variant variant, @TempDir Path folder) throws Exception {
    Path log = folder.resolve("access.log");
    try (Program program = Program.run(variant.words("--access-log=" + log))) {
      pingMany(program.port());
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.complaints()).isEmpty();
    }
    assertThat(Files.readAllLines(log)).hasSize(MANY);
  }

  @Test
  void goesToStdoutAfterTheFirstLine() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=-")) {
      try (Client client = new Client(program.port())) {
        client.ask("GET /ping").read();
      }
      assertThat(program.out().readLine()).contains("\"GET /ping HTTP/1.1\" 200 4");
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.out().readLine()).isNull();
    }
  }

  @Test
  void aFullDiskDelaysNothingAndIsReportedOnce() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=/dev/full")) {
      int port = program.port();
      pingMany(port);
      pingMany(port);
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors()).containsOnlyOnce("cannot write the access log");
      assertThat(program.errors()).contains("4,000 lines of the access log were dropped");
    }
  }

  /** The access log is on a full disk, and so is stderr, which gets the warning about that. */
  @EachEngine
  void fullDisksOnlyLoseLinesAndOnlyWhileTheyAreFull(Variant variant, @TempDir Path folder)
      throws Exception {
    Path log = Files.createSymbolicLink(folder.resolve("log"), Path.of("/dev/full"));
    Program.Start start =
        new Program.Start().by("exec \"$@\" 2>/dev/full").variable("APP_ADMIN_PORT", "0");
    try (Program program = start.run(variant.words("--access-log=" + log))) {
      int port = program.port();
      int adminPort = program.adminPort();
      pingMany(port);
      awaitLines(adminPort, "heddle_access_log_dropped_total", MANY);
      assertThat(Scrape.of(adminPort).sum("heddle_access_log_lines_total")).isZero();

      Files.delete(log);
      program.signal("HUP");
      awaitExists(log);
      pingMany(port);
      awaitLines(adminPort, "heddle_access_log_lines_total", MANY);
      assertThat(Scrape.of(adminPort).sum("heddle_access_log_dropped_total")).isEqualTo(MANY);
      assertThat(program.signal("TERM").end()).isZero();
    }
    assertThat(Files.readAllLines(log)).hasSize(MANY);
  }

  private static void awaitLines(int adminPort, String counter, int count) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (Scrape.of(adminPort).sum(counter) < count) {
      assertThat(System.nanoTime()).as("%s lines of %s", count, counter).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static void awaitExists(Path file) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("%s exists", file).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static Path pipe(Path folder) throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  @Test
  void aPipeThatNobodyReadsDelaysNothing(@TempDir Path folder) throws Exception {
    Path pipe = pipe(folder);
    try (Program program = Program.run("--port=0", "--access-log=" + pipe)) {
      pingMany(program.port());
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors()).contains("its last lines are lost");
    }
  }

  @Test
  void aStdoutThatNobodyReadsDelaysNothing() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=-")) {
      pingMany(program.port());
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @Test
  void aStdoutWhoseReaderIsGoneDelaysNothing() throws Exception {
    try (Program program = Program.run("--port=0", "--access-log=-")) {
      int port = program.port();
      program.out().close();
      pingMany(port);
      assertThat(program.signal("TERM").end()).isZero();
      assertThat(program.errors()).containsOnlyOnce("cannot write the access log");
    }
  }

  @Test
  void servesWithStdoutClosed() throws Exception {
    int port = freePort();
    try (Program program = new Program.Start().by("exec \"$@\" >&-").run("--port=" + port)) {
      awaitListening(port);
      pingMany(port);
      assertThat(program.signal("TERM").end()).isZero();
    }
  }

  @Test
  void servesEvenIfTheFirstLineCannotBePrinted(@TempDir Path folder) throws Exception {
    Path pipe = pipe(folder);
    int port = freePort();
    try (FileChannel full =
        FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      full.write(ByteBuffer.allocate(PIPE_BYTES));
      Program.Start start = new Program.Start().by("exec \"$@\" >" + pipe);
      try (Program program = start.run("--port=" + port)) {
        awaitListening(port);
        pingMany(port);
        assertThat(program.signal("TERM").end()).isZero();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket()) {
      free.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
      return free.getLocalPort();
    }
  }

  private static void awaitListening(int port) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try (Client client = new Client(port)) {
        assertThat(client.ask("GET /ping").read().text()).isEqualTo("pong");
        return;
      } catch (IOException e) {
        assertThat(System.nanoTime()).as("nothing listens: %s", e).isLessThan(deadline);
        Thread.sleep(20);
      }
    }
  }
}
