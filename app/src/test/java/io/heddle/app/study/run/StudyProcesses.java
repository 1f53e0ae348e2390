package io.heddle.app.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.Main;
import io.heddle.app.study.PastedCommand;
import io.heddle.app.study.data.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Studies in processes of their own, one after another in the same folder, and servers for them.
 * Closing kills those that still run.
 */
final class StudyProcesses implements AutoCloseable {
  private static final long MAX_SECONDS = 240;

  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  StudyProcesses(Path folder) {
    this.folder = folder;
  }

  /** A server for the handlers of a study, and all that the study has started so far. */
  record Starting(ProcessHandle backend, List<ProcessHandle> children) {}

  // --- starting ---

  /** Starts the shortest study, with these words. */
  Process study(String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("study", "--profile=smoke"));
    all.add("--out=" + data());
    all.addAll(List.of(words));
    return start(outputFile(), all);
  }

  /** Starts the study that repeats a cell, as its command says, in a folder for such studies. */
  Process repeat(Cell cell) throws IOException, InterruptedException {
    Path place = Files.createDirectories(repeated());
    List<String> words = PastedCommand.words(cell.command(), place);
    return start(place, outputFile(), words.subList(1, words.size()));
  }

  /** Starts a server; returns its URL. */
  String server() throws IOException, InterruptedException {
    Path file = folder.resolve("server");
    Process server = start(file, List.of("serve", "--lab", "--port=0", "--admin-port=off"));
    Pattern listening = Pattern.compile("listening on (http://\\S+?)/ ");
    long end = end();
    while (server.isAlive() && System.nanoTime() < end) {
      Matcher ready = listening.matcher(Files.readString(file));
      if (ready.find()) return ready.group(1);
      Thread.sleep(20);
    }
    throw new AssertionError(Files.readString(file));
  }

  private Process start(Path output, List<String> words) throws IOException {
    return start(Path.of("").toAbsolutePath(), output, words);
  }

  private Process start(Path place, Path output, List<String> words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    started.add(process);
    return process;
  }

  // --- what they write ---

  /** Where the study's data are. */
  Path data() {
    return folder.resolve("study");
  }

  /** Where the data of the studies are that have repeated a cell. */
  List<Path> repeats() throws IOException {
    try (Stream<Path> folders = Files.list(repeated())) {
      return folders.toList();
    }
  }

  private Path repeated() {
    return folder.resolve("repeated");
  }

  /** What the last study has printed so far. */
  String output() throws IOException {
    return Files.readString(outputFile());
  }

  private Path outputFile() {
    return folder.resolve("output");
  }

  /** The files of the cells that are measured. */
  List<Path> cells() throws IOException {
    Path cells = data().resolve("cells");
    if (!Files.exists(cells)) return List.of();
    try (Stream<Path> files = Files.walk(cells)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  /** Moves the study's data away, so that another study can begin. */
  void putAway(int number) throws IOException {
    Files.move(data(), folder.resolve("study-" + number));
  }

  // --- waiting ---

  /** Waits until a study ends, with this exit status. */
  void awaitStatus(Process study, int status) throws IOException, InterruptedException {
    assertThat(study.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
    assertThat(study.exitValue()).as(output()).isEqualTo(status);
  }

  /** Waits until a study has stored a cell. */
  void awaitCell(Process study) throws IOException, InterruptedException {
    long end = end();
    while (cells().isEmpty() && study.isAlive() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(cells()).as(output()).isNotEmpty();
  }

  /** Waits until a study has begun to start the process for which its handlers wait. */
  static Starting awaitBackend(Process study) throws InterruptedException {
    long end = end();
    while (study.isAlive() && System.nanoTime() < end) {
      List<ProcessHandle> children = study.descendants().toList();
      Optional<ProcessHandle> found = findBackend(children);
      if (found.isPresent()) return new Starting(found.get(), children);
      Thread.sleep(5);
    }
    throw new AssertionError("there is no such process");
  }

  static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    for (ProcessHandle process : processes) {
      process.onExit().get(MAX_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static long end() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
  }

  // --- what they start ---

  /** The process for which the handlers of a study wait: it is a server, and no variant. */
  static ProcessHandle backend(List<ProcessHandle> children) {
    return findBackend(children).orElseThrow();
  }

  private static Optional<ProcessHandle> findBackend(List<ProcessHandle> children) {
    return children.stream()
        .filter(child -> words(child).contains("--idle-timeout=1h"))
        .findFirst();
  }

  /** The command line of a process; empty if it has ended. */
  private static List<String> words(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return List.of(Files.readString(file).split("\0"));
    } catch (IOException _) {
      return List.of();
    }
  }

  @Override
  public void close() {
    started.forEach(Process::destroyForcibly);
  }
}
