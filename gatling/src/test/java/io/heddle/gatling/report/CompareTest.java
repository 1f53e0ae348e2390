package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CompareTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  @TempDir Path folder;

  private int compare(String... arguments) {
    try (PrintStream to = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream complainTo = new PrintStream(complaints, true, StandardCharsets.UTF_8)) {
      return Compare.run(List.of(arguments), to, complainTo);
    }
  }

  /** Saves a log like Gatling, and the properties of the run; returns the argument for it. */
  private String run(String label, LogSample sample, String said) throws IOException {
    Path run = folder.resolve(label);
    Path results = Files.createDirectories(run.resolve("smoke-20261121"));
    Files.write(results.resolve("simulation.log"), sample.bytes());
    Files.writeString(run.resolve("run.properties"), said);
    return label + "=" + run;
  }

  private static LogSample oneName(int millis) {
    LogSample sample = LogSample.of("a.B");
    for (int i = 0; i < 10; i++) {
      sample.request("GET /", i * 100, i * 100 + millis, i > 0);
    }
    return sample;
  }

  @Test
  void setsTwoRunsSideBySideWithTheirRatios() throws IOException {
    String epoll =
        run(
            "epoll",
            oneName(100),
            """
            cpuMillis=2
            residentMiB=100
            filesBefore=20
            filesAfter=21
            connectionsAfter=0
            gates=held
            """);
    String vthreads = run("vthreads", oneName(50), "cpuMillis=3\ngates=FAILED\n");
    assertThat(compare(epoll, vthreads)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith(
            """
            a.B, Gatling 3.15.1

            all requests            epoll  vthreads  vthreads/epoll
            requests                   10        10            1.00
            failed                      1         1            1.00
            mean ms                100.00     50.00            0.50
            p50 ms                    100        50            0.50
            p95 ms                    100        50            0.50
            p99 ms                    100        50            0.50
            p99.9 ms                  100        50            0.50
            max ms                    100        50            0.50
            requests/s               10.0      10.5            1.05
            server CPU us/request   200.0     300.0            1.50
            server MiB after          100         -               -
            server files before        20         -               -
            server files after         21         -               -
            connections after           0         -               -
            other errors                0         0               -
            assertions               held    FAILED

            """);
    assertThat(complaints.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void eachNameHasABlockAndAMissingOneIsZero() throws IOException {
    String one = run("one", oneName(1).request("POST /", 0, 7, true), "");
    String two = run("two", oneName(1).request("PUT /", 0, 7, true), "");
    assertThat(compare(one, two)).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
        .containsSubsequence("GET / one two two/one", "requests 10 10 1.00")
        .containsSubsequence("POST / one two two/one", "requests 1 0 0.00")
        .containsSubsequence("PUT / one two two/one", "requests 0 1 -", "max ms 0 7 -");
  }

  @Test
  void unknownCpuTimeIsADash() throws IOException {
    assertThat(compare(run("one", oneName(1), ""))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .contains("server CPU us/request     -", "assertions                -");
  }

  @Test
  void aServerFigureThatIsNotANumberIsReported() throws IOException {
    assertThat(compare(run("one", oneName(1), "filesAfter=many"))).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .isEqualTo("compare: run.properties: filesAfter=many is not a number\n");
  }

  @Test
  void aNameCannotControlTheTerminal() throws IOException {
    LogSample sample = oneName(1).request("\u001b[31mred\r\n", 0, 1, true);
    assertThat(compare(run("one", sample, ""))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("?[31mred??")
        .doesNotContain("\u001b");
  }

  @Test
  void rejectsRunsOfTwoSimulations() throws IOException {
    String one = run("one", oneName(1), "");
    String two = run("two", LogSample.of("a.C").request("GET /", 0, 1, true), "");
    assertThat(compare(one, two)).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "compare: one is a run of a.B, but two is a run of a.C: name runs of the same simulation\n");
  }

  @Test
  void aRunWithoutRequestsIsRejected() throws IOException {
    assertThat(compare(run("one", LogSample.of("a.B"), ""))).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8)).contains("one has no requests");
  }

  @Test
  void aFolderMustContainOneLog() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(compare("one=" + empty)).isEqualTo(1);
    assertThat(compare("one=" + folder.resolve("missing"))).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .contains("contains 0 files simulation.log instead of one")
        .contains("missing is not a folder");
  }

  @Test
  void aDamagedLogIsReported() throws IOException {
    String run = run("one", oneName(1).record(out -> out.writeByte(9)), "");
    assertThat(compare(run)).isEqualTo(1);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .startsWith("compare: " + folder)
        .contains("simulation.log is damaged");
  }

  @Test
  void wrongArgumentsAreAnsweredWithTheUsage() {
    assertThat(compare()).isEqualTo(2);
    assertThat(compare("folder")).isEqualTo(2);
    assertThat(complaints.toString(StandardCharsets.UTF_8))
        .startsWith("usage: Compare LABEL=FOLDER...");
  }
}
