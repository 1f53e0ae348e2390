package io.heddle.app.study.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.CommandOutput;
import io.heddle.app.study.MadeUpStudy;
import io.heddle.app.study.plan.Profile;
import io.heddle.app.study.plan.Scenario;
import io.heddle.app.study.plan.workload.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of studies. */
@ResourceLock(Resources.SYSTEM_ERR)
@ResourceLock(Resources.SYSTEM_OUT)
final class StudyCommandTest {
  @TempDir private Path folder;

  private static CommandOutput run(String... words) {
    return CommandOutput.of(() -> StudyCommand.run("app", List.of(words)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--explain --target=http://h | --explain needs servers that the study starts, and --target ",
        "--profile=fast      | invalid --profile=fast: write smoke, quick, default or full",
        "--quick --full      | --quick and --full exclude each other: write one of them",
        "--rounds=0          | invalid --rounds=0: write a whole number from 1 to 100",
        "--rounds=many       | invalid --rounds=many: write a whole number",
        "--rounds            | --rounds has no value: write --rounds=N",
        "--seed=x            | invalid --seed=x: write a whole number",
        "--seed=1 --seed=2   | --seed is given more than once: write it once",
        "--workloads=tiny,x  | invalid --workloads=x: write one or more of tiny, latency, ",
        "--point=c=1         | invalid --point=c=1: write one of: connections=1; ",
        "--engines=tomcat    | invalid --engines=tomcat: write one or more of ",
        "--server-cpus=4096  | invalid --server-cpus=4096: write numbers of processors such as 0 or 0,2-3; ",
        "--window=1ms        | invalid --window=1ms: write a time from 100ms to 600s, such as 900ms or 5s",
        "--steps-per-microsecond=fast | invalid --steps-per-microsecond=fast: write a whole number",
        "--steps-per-microsecond=0 | invalid --steps-per-microsecond=0: write a whole number from 1 to 100000",
        "--steps-per-microsecond=100001 | invalid --steps-per-microsecond=100001: write a whole number from 1 to 100000",
        "--engines=          | invalid --engines=: write one or more of epoll-virtual, epoll-pool, vthreads, threads",
        "--engines=vthreads=4 | invalid --engines=vthreads=4: only epoll-pool has a number of workers: remove it",
        "--load-cpus=a       | invalid --load-cpus=a: write numbers of processors such as 0 or 0,2-3; ",
        "--heap=1            | invalid --heap=1: write a number and a unit, such as 512m or 2g",
        "--gc=none           | invalid --gc=none: write one of serial, parallel, g1, z, shenandoah",
        "--wait=forever      | invalid --wait=forever: write sleep or proxy",
        "--wait=proxy --target=http://h | --wait needs servers that the study starts, and --target starts none: ",
        "--wait=proxy --workloads=tiny | --wait=proxy: no workload waits: remove it, or choose one such as wait",
        "--wait=proxy --profile=smoke | --wait=proxy: no workload waits: remove it, or choose one such as wait",
        "--wait=proxy --work=cpu=1ms | --wait=proxy: no workload waits: remove it, or choose one such as wait",
        "--wait=proxy --work=target=/x | --wait=proxy: no workload waits: remove it, or choose one such as wait",
        "--wait=proxy --workloads=wait,heap | --wait=proxy: the workload heap has too little memory for connections to another process: leave it out",
        "--wait=proxy --full --point=heap=64MiB | --wait=proxy: the workload heap has too little memory for connections to another process: leave it out",
        "--target=http://h --heap=1g | --heap needs servers that the study starts, and --target starts none: ",
        "--target=http://h --gc=g1 | --gc needs servers that the study starts, and --target starts none: ",
        "--target=http://h --jvm-args=-Xint | --jvm-args needs servers that the study starts, and --target ",
        "--target=http://h --server-cpus=0 | --server-cpus needs servers that the study starts, and --target ",
        "--target=http://h --handler=x.jar | --handler needs servers that the study starts, and --target ",
        "--jvm-args=-Xmx2g    | invalid --jvm-args=-Xmx2g: use --heap or --gc instead: ",
        "--jvm-args=-XX:+UseG1GC | invalid --jvm-args=-XX:+UseG1GC: use --heap or --gc instead: ",
        "--handler=/none.jar | invalid --handler=/none.jar: name a jar that can be read",
        "--target=ftp://x    | invalid --target=ftp://x: write a URL such as http://127.0.0.1:8080",
        "--target=http://h --engines=threads | invalid --engines=threads: --target starts no engines: ",
        "--target=http://h --workloads=idle | invalid --target=http://h: these workloads need a server ",
        "--work=wait=1ms --workloads=tiny | invalid --workloads=tiny: --work measures only that work: ",
        "--work=wait=soon    | invalid --work=wait=soon: write a value such as 50ms",
        "--work-file=/none   | invalid --work-file=/none: name a file that can be read",
        "--workload=tiny     | unknown option --workload=tiny: did you mean --work",
        "reprot              | unknown word reprot: did you mean report",
        "report              | DIR is missing: name it after the command",
        "export              | --hyperfoil has no value: write --hyperfoil=DIR",
        "export --hyperfoil=x --duration=30   | invalid --duration=30: write a time such as 30s or 5m",
        "export --hyperfoil=x --target=h:80   | invalid --target=h:80: write a URL such as http://127.0.0.1:8080",
        "export --hyperfoil=x --peak=0        | invalid --peak=0: write requests per second, such as 25000",
        "import --hyperfoil=x                 | DIR is missing: name it after the command",
        "compare a           | NEW is missing: name it after the command",
      })
  void refusesWrongWords(String words, String reason) {
    CommandOutput printed = run(words.split(" "));
    assertThat(printed.errors()).startsWith("app: error: " + reason);
    assertThat(printed.errors().lines()).hasSize(1);
    assertThat(printed.status()).isEqualTo(2);
    assertThat(Path.of("heddle-study")).as("the folder of the results").doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "report ", "compare ", "list ", "export ", "import "})
  void everyCommandHasHelp(String command) {
    CommandOutput printed = run((command + "--help").split(" "));
    assertThat(printed.out()).startsWith("Usage: app study").contains("-h, --help");
    assertThat(printed.out()).doesNotContain("${");
    assertThat(printed.status()).isZero();
  }

  @Test
  void theFullProfileLeavesOutSmallHeapsIfHandlersWaitForAnotherProcess() {
    StudyOptions options = new StudyOptions();
    new CommandLine(options).parseArgs("--full", "--wait=proxy");
    assertThat(options.plan().scenarios())
        .hasSize(Scenarios.all(Profile.FULL).size() - 1)
        .extracting(Scenario::name)
        .contains("wait", "collector")
        .doesNotContain("heap");
    assertThat(options.leftOut())
        .containsExactly(
            "--wait=proxy leaves out the workload heap, which has too little memory for connections"
                + " to another process");
    StudyOptions sleeping = new StudyOptions();
    new CommandLine(sleeping).parseArgs("--full");
    assertThat(sleeping.plan().scenarios()).extracting(Scenario::name).contains("heap");
    assertThat(sleeping.leftOut()).isEmpty();
  }

  @Test
  void workloadsChooseAmongTheWorksOfAFile() throws IOException {
    Path file =
        Files.writeString(folder.resolve("works.conf"), "a { wait = 1ms }\nb { wait = 2ms }\n");
    StudyOptions options = new StudyOptions();
    new CommandLine(options).parseArgs("--work-file=" + file, "--workloads=b");
    assertThat(options.plan().scenarios()).extracting(Scenario::name).containsExactly("b");
    assertThat(run("--work-file=" + file, "--workloads=tiny").errors())
        .isEqualTo("app: error: invalid --workloads=tiny: write one or more of a, b\n");
  }

  @Test
  void wordsAreTakenLiterally() {
    assertThat(run("--work=wait=${sys:user.home}").errors()).contains("${sys:user.home}");
  }

  @Test
  void refusesAFolderWithoutAStudy() {
    CommandOutput printed = run("report", folder.toString());
    assertThat(printed.errors()).contains(folder + ": there is no study.json here; name a folder");
    assertThat(printed.status()).isEqualTo(2);
  }

  /** Even the superuser cannot make a folder within a file. */
  @Test
  void refusesAFolderThatCannotBeWrittenBeforeItMeasures() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    String end = ": this folder cannot be made: name one that can be written\n";
    for (Path out : List.of(file, file.resolve("study"))) {
      assertThat(run("--out=" + out))
          .isEqualTo(new CommandOutput(2, "", "app: error: invalid --out=" + out + end));
      assertThat(run("export", "--hyperfoil=" + out).errors())
          .isEqualTo("app: error: invalid --hyperfoil=" + out + end);
    }
  }

  @Test
  void refusesAFolderInWhichAnotherStudyRuns() throws IOException {
    try (FolderLock _ = FolderLock.of("--out", folder)) {
      assertThat(run("--out=" + folder))
          .isEqualTo(
              new CommandOutput(
                  2,
                  "",
                  "app: error: invalid --out="
                      + folder
                      + ": another study is running there: wait until it ends, or name another"
                      + " folder\n"));
    }
    FolderLock.of("--out", folder).close();
  }

  /** Otherwise the study would measure for a quarter of an hour, and then fail to report. */
  @Test
  void aDamagedCellIsNamedBeforeTheStudyGoesOn() throws IOException {
    MadeUpStudy.write(folder);
    Path cell = folder.resolve("cells/tiny/connections=8/vthreads/1.json");
    Files.writeString(cell, "{");
    CommandOutput printed = run("--quick", "--out=" + folder);
    assertThat(printed.status()).isEqualTo(2);
    assertThat(printed.errors())
        .startsWith("app: error: " + cell + ": ")
        .contains("delete the file and start the study again")
        .hasLineCount(1);
  }

  /** As if it had been stopped during the first warm-up. */
  @Test
  void aStudyWithoutCellsHasAReport() throws IOException {
    MadeUpStudy.write(folder);
    Files.move(folder.resolve("cells"), folder.resolve("moved"));
    CommandOutput printed = run("report", folder.toString());
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.status()).isZero();
    assertThat(folder.resolve("report/index.html")).content().contains("There are no valid cells.");
  }

  @Test
  void aReportThatCannotBeWrittenIsNamed() throws IOException {
    MadeUpStudy.write(folder);
    Path report = Files.writeString(folder.resolve("report"), "");
    assertThat(run("report", folder.toString()))
        .isEqualTo(
            new CommandOutput(
                1,
                "",
                "app: error: the study failed: " + report + ": there is a file of this name\n"));
  }

  @Test
  void listsTheWorkloadsWithTheirQuestions() {
    CommandOutput printed = run("list");
    assertThat(printed.out())
        .contains("wait         How many requests can be in flight when every handler waits")
        .contains("full: connections=1, connections=8");
    assertThat(printed.status()).isZero();
  }

  @Test
  void exportsBenchmarksAndSaysWhatIsLeftOut() throws IOException {
    CommandOutput printed =
        run("export", "--hyperfoil=" + folder, "--target=http://h:1", "--duration=2m");
    assertThat(printed.status()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(printed.out()).startsWith(files.count() + " benchmarks in " + folder + "\n");
    }
    assertThat(printed.out())
        .contains("left out 3 of churn: Hyperfoil opens one connection in 2 ms, ")
        .contains("(requests=1; requests=10; requests=100)\n");
    assertThat(folder.resolve("tiny-connections-64.hf.yaml"))
        .content()
        .contains("host: \"http://h:1\"", "duration: 120000ms", "users: 64");
  }

  @Test
  void exportsOwnWork() {
    CommandOutput printed = run("export", "--hyperfoil=" + folder, "--work=rate=50 wait=1ms");
    assertThat(printed.out()).isEqualTo("1 benchmarks in " + folder + "\n");
    assertThat(folder.resolve("work-connections-64.hf.yaml"))
        .content()
        .contains("usersPerSec: 50\n");
  }

  @Test
  void importsResultsIntoTheReport() throws IOException {
    Path study = folder.resolve("study");
    MadeUpStudy.write(study);
    Path results = folder.resolve("results.json");
    Files.writeString(
        results,
        """
        {"$schema": "http://hyperfoil.io/run-schema/v3.0", "version": "0.25.2",
         "info": {"id": "0001", "benchmark": "tiny-connections-64"},
         "stats": [{"metric": "requests", "total": {"start": 1000, "end": 3000,
                    "summary": {"requestCount": 2468, "responseCount": 2468}}}]}
        """);
    CommandOutput printed =
        run("import", "--hyperfoil=" + results, "--variant=threads", study.toString());
    assertThat(printed.errors()).isEmpty();
    assertThat(printed.out()).startsWith("imported tiny, connections=64, threads\nreport: ");
    assertThat(study.resolve("report/report.md")).content().contains("| 1.23k/s (1 run) |");
  }

  /** Otherwise two kinds of wait would be compared. */
  @Test
  void anImportSaysHowTheServerMustWait() throws IOException {
    MadeUpStudy.write(folder);
    Path file = folder.resolve("study.json");
    Files.writeString(file, Files.readString(file).replace("\"sleep\"", "\"proxy\""));
    Path results = Files.createDirectory(folder.resolve("results"));
    Files.writeString(
        results.resolve("1.json"),
        """
        {"$schema": "http://hyperfoil.io/run-schema/v3.0", "version": "0.25.2",
         "info": {"id": "0001", "benchmark": "tiny-connections-64"},
         "stats": [{"metric": "requests", "total": {"start": 1000, "end": 3000,
                    "summary": {"requestCount": 2468, "responseCount": 2468}}}]}
        """);
    CommandOutput printed =
        run("import", "--hyperfoil=" + results, "--variant=threads", folder.toString());
    assertThat(printed.status()).isZero();
    assertThat(printed.errors())
        .isEqualTo(
            "app: info: the study ran with --wait=proxy: for the same wait with Hyperfoil, start a"
                + " second server with --lab, and give the measured one --lab-backend\n");
  }

  @Test
  void refusesToImportForAnUnknownVariant() throws IOException {
    MadeUpStudy.write(folder);
    CommandOutput missing = run("import", "--hyperfoil=x.json", folder.toString());
    assertThat(missing.errors())
        .startsWith(
            "app: error: --variant is missing: name the server that Hyperfoil has measured");
    CommandOutput unknown =
        run("import", "--hyperfoil=x.json", "--variant=nginx", folder.toString());
    assertThat(unknown.errors())
        .startsWith("app: error: invalid --variant=nginx: write one of epoll-virtual, epoll-pool");
    CommandOutput none =
        run("import", "--hyperfoil=x.json", "--variant=threads", folder.toString());
    assertThat(none.errors())
        .isEqualTo(
            "app: error: invalid --hyperfoil=x.json: name a JSON file, or a folder that has some\n");
  }

  @Test
  void helpNamesTheCommand() {
    CommandOutput printed = run("--help");
    assertThat(printed.out()).contains("Usage: app study", "--engines=LIST", "compare");
    assertThat(printed.status()).isZero();
  }
}
