package io.heddle.gatling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
  private int runs;

  @TempDir Path folder;

  private static String compare(Comparison.Labelled... runs) throws IOException {
    return Comparison.of(List.of(runs)).text();
  }

  /** Saves a log like Gatling, and the properties of the run. */
  private Comparison.Labelled run(String label, LogSample sample, String said) throws IOException {
    Path run = folder.resolve(label + "-" + runs++);
    Path results = Files.createDirectories(run.resolve("smoke-20261121"));
    Files.write(results.resolve("simulation.log"), sample.bytes());
    Files.writeString(run.resolve("run.properties"), said);
    return new Comparison.Labelled(label, run);
  }

  /** One line of the table, with single blanks. */
  private static String row(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + "  "))
        .findFirst()
        .orElseThrow()
        .replaceAll(" +", " ");
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
    Comparison.Labelled epoll =
        run(
            "epoll",
            oneName(100),
            """
            cpuMillis=2
            meanMillis=0.25
            residentMiB=100
            filesBefore=20
            filesAfter=21
            connectionsAfter=0
            gatlingCores=0.31
            machineBusyPercent=44.4
            gates=held
            """);
    Comparison.Labelled vthreads =
        run("vthreads", oneName(50), "cpuMillis=3\nmeanMillis=0.5\ngates=FAILED\n");
    assertThat(compare(epoll, vthreads))
        .startsWith(
            """
            a.B, Gatling 3.15.1

            all requests            epoll  vthreads  vthreads/epoll
            requests                   10        10               -
            failed                      1         1               -
            mean ms                100.00     50.00            0.50
            p50 ms                    100        50            0.50
            p95 ms                    100        50            0.50
            p99 ms                    100        50            0.50
            p99.9 ms                  100        50            0.50
            max ms                    100        50            0.50
            requests/s               10.0      10.5            1.05
            server mean ms           0.25      0.50            2.00
            server CPU us/request   200.0     300.0            1.50
            server MiB after          100         -               -
            server files before        20         -               -
            server files after         21         -               -
            connections after           0         -               -
            Gatling CPU cores        0.31         -               -
            machine busy %             44         -               -
            other errors                0         0               -
            assertions               held    FAILED

            """)
        .endsWith("There is only one round, so a ratio may be chance: use --rounds.\n");
  }

  @Test
  void roundsWithTheSameLabelAreOneColumnWithTheirSpread() throws IOException {
    String text =
        compare(
            run("a", oneName(100), "cpuMillis=2\ngates=held"),
            run("b", oneName(250), "cpuMillis=3\ngates=held"),
            run("b", oneName(200), "cpuMillis=1\ngates=FAILED"),
            run("a", oneName(120), "cpuMillis=4\ngates=held"),
            run("b", oneName(300), "cpuMillis=2\ngates=held"),
            run("a", oneName(110), "cpuMillis=2\ngates=held"));
    assertThat(row(text, "mean ms"))
        .isEqualTo("mean ms 110.00 [100.00, 120.00] 250.00 [200.00, 300.00] 2.27 [1.67, 3.00]");
    assertThat(row(text, "assertions")).isEqualTo("assertions held held in 2 of 3");
    assertThat(text).contains("With 3 rounds\neach").contains("in about 1 of 10 rows");
  }

  @Test
  void roundsThatOverlapShowNoDifference() throws IOException {
    String text =
        compare(
            run("a", oneName(1), "cpuMillis=2"),
            run("a", oneName(1), "cpuMillis=4"),
            run("b", oneName(1), "cpuMillis=3"),
            run("b", oneName(1), "cpuMillis=9"));
    assertThat(row(text, "server CPU us/request"))
        .isEqualTo(
            "server CPU us/request 300.0 [200.0, 400.0] 600.0 [300.0, 900.0] no difference shown");
  }

  @Test
  void aDifferenceThatIsPrintedAsOneIsNone() throws IOException {
    String text =
        compare(run("a", oneName(1), "meanMillis=100"), run("b", oneName(1), "meanMillis=100.4"));
    assertThat(row(text, "server mean ms")).endsWith(" no difference shown");
  }

  @Test
  void timesBelowAMillisecondHaveNoRatio() throws IOException {
    String text = compare(run("a", oneName(0), ""), run("b", oneName(5), ""));
    assertThat(row(text, "p99 ms")).isEqualTo("p99 ms <1 5 -");
    assertThat(row(text, "mean ms")).isEqualTo("mean ms 0.00 5.00 -");
  }

  @Test
  void theErrorOfWholeMillisecondsIsPartOfTheRange() throws IOException {
    String near = compare(run("a", oneName(3), ""), run("b", oneName(5), ""));
    assertThat(row(near, "p99 ms")).isEqualTo("p99 ms 3 5 no difference shown");
    String far = compare(run("a", oneName(3), ""), run("b", oneName(6), ""));
    assertThat(row(far, "p99 ms")).isEqualTo("p99 ms 3 6 2.00");
    String rounds =
        compare(
            run("a", oneName(9), ""),
            run("a", oneName(9), ""),
            run("b", oneName(19), ""),
            run("b", oneName(19), ""));
    assertThat(row(rounds, "p99 ms")).isEqualTo("p99 ms 9 19 2.11 [1.80, 2.50]");
  }

  @Test
  void warnsIfGatlingMayBeTheLimit() throws IOException {
    String text =
        compare(
            run("a", oneName(1), "gatlingCores=0.95\nmachineBusyPercent=50"),
            run("a", oneName(1), "gatlingCores=0.2\nmachineBusyPercent=20"),
            run("b", oneName(1), "gatlingCores=0.2\nmachineBusyPercent=97"),
            run("c", oneName(1), "gatlingCores=0.2\nmachineBusyPercent=20"));
    assertThat(text.lines().filter(line -> line.startsWith("warning: ")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("warning: a: in 1 of 2"),
            line -> assertThat(line).startsWith("warning: b: in 1 of 1"));
  }

  @Test
  void eachNameHasABlockAndAMissingOneIsZero() throws IOException {
    Comparison.Labelled one = run("one", oneName(1).request("POST /", 0, 7, true), "");
    Comparison.Labelled two = run("two", oneName(1).request("PUT /", 0, 7, true), "");
    assertThat(compare(one, two).lines().map(line -> line.replaceAll(" +", " ")))
        .containsSubsequence("GET / one two two/one", "requests 10 10 -")
        .containsSubsequence("POST / one two two/one", "requests 1 0 -", "max ms 7 <1 -")
        .containsSubsequence("PUT / one two two/one", "requests 0 1 -", "max ms <1 7 -");
  }

  @Test
  void unknownFiguresAreADash() throws IOException {
    assertThat(compare(run("one", oneName(1), "")).lines())
        .contains("server CPU us/request     -", "assertions                -");
  }

  @Test
  void aServerFigureThatIsNotANumberIsReported() throws IOException {
    Comparison.Labelled run = run("one", oneName(1), "filesAfter=many");
    assertThatThrownBy(() -> compare(run))
        .isInstanceOf(IOException.class)
        .hasMessage("run.properties: filesAfter=many is not a number");
  }

  @Test
  void aNameCannotControlTheTerminal() throws IOException {
    LogSample sample = oneName(1).request("\u001b[31mred\r\n", 0, 1, true);
    assertThat(compare(run("one", sample, ""))).contains("?[31mred??").doesNotContain("\u001b");
  }

  @Test
  void rejectsRunsOfTwoSimulations() throws IOException {
    Comparison.Labelled one = run("one", oneName(1), "");
    Comparison.Labelled two = run("two", LogSample.of("a.C").request("GET /", 0, 1, true), "");
    assertThatThrownBy(() -> compare(one, two))
        .hasMessage(
            "one is a run of a.B, but two is a run of a.C: name runs of the same simulation");
  }

  @Test
  void aRunWithoutRequestsIsRejected() throws IOException {
    Comparison.Labelled run = run("one", LogSample.of("a.B"), "");
    assertThatThrownBy(() -> compare(run)).hasMessageContaining("one has no requests");
  }

  @Test
  void aFolderMustContainOneLog() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> compare(new Comparison.Labelled("one", empty)))
        .hasMessageContaining("contains 0 files simulation.log instead of one");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> compare(new Comparison.Labelled("one", missing)))
        .hasMessageContaining("missing is not a folder");
  }

  @Test
  void aDamagedLogIsReported() throws IOException {
    Comparison.Labelled run = run("one", oneName(1).record(out -> out.writeByte(9)), "");
    assertThatThrownBy(() -> compare(run))
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining("simulation.log is damaged");
  }
}
