package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program in a separate process. Closing it kills the process if it still runs, and so does the
 * end of the tests if one hangs.
 */
final class Program implements AutoCloseable {
  static final Pattern READY =
      Pattern.compile(
          "listening on http://(127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[[0-9a-f:]+]):(\\d+)/ engine=(\\w+) pid=(\\d+)"
              + "( loops=\\d+ workers=\\w+)? start_ms=\\d+");

  private static final Pattern ADMIN = Pattern.compile("admin on http://127\\.0\\.0\\.1:(\\d+)/");

  private static final long MAX_SECONDS = 120;

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private Program(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** A program that is not started yet. */
  record Start(List<String> shell, List<String> jvm, Map<String, String> variables) {
    Start() {
      this(List.of(), List.of(), Map.of());
    }

    /** Starts it with this shell command, in which {@code "$@"} is the program's own command. */
    Start by(String command) {
      return new Start(List.of("sh", "-c", command, "sh"), jvm, variables);
    }

    /** Starts it without root's right to ignore permissions. */
    Start obeyingPermissions() {
      return new Start(Program.obeyingPermissions(), jvm, variables);
    }

    Start jvm(String... options) {
      return new Start(shell, List.of(options), variables);
    }

    Start variable(String name, String value) {
      return new Start(shell, jvm, Map.of(name, value));
    }

    Program run(String... words) throws IOException {
      List<String> command = new ArrayList<>(shell);
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
      // the tests' class path has a logging library that the program does not have
      command.add("-Dslf4j.internal.verbosity=ERROR");
      // Flight Recorder leaves its folder behind if it is killed
      command.add("-Djava.io.tmpdir=" + Path.of("target").toAbsolutePath());
      command.addAll(jvm);
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      command.addAll(List.of(words));
      Path errors = Files.createTempFile("heddle", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("APP_"));
      builder.environment().put("APP_ADMIN_PORT", "off");
      builder.environment().putAll(variables);
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Program(process, errors);
    }
  }

  /** A prefix that makes a command obey permissions even for root. */
  static List<String> obeyingPermissions() {
    String rights = "-dac_override,-dac_read_search";
    return List.of(
        "sh",
        "-c",
        """
        [ "$(id -u)" != 0 ] || set -- setpriv --bounding-set=%1$s --inh-caps=%1$s "$@"
        exec "$@"
        """
            .formatted(rights),
        "sh");
  }

  static Program run(String... words) throws IOException {
    return new Start().run(words);
  }

  /** Reads the first line, which says where it listens. */
  Matcher ready() throws IOException {
    String line = out.readLine();
    assertThat(line).as("first line; stderr: %s", errors()).isNotNull();
    Matcher ready = READY.matcher(line);
    assertThat(ready.matches()).as(line).isTrue();
    return ready;
  }

  /** Waits until it listens; returns the port. */
  int port() throws IOException {
    return Integer.parseInt(ready().group(2));
  }

  /** Reads the second line; returns the port of the admin pages. */
  int adminPort() throws IOException {
    String line = String.valueOf(out.readLine());
    Matcher admin = ADMIN.matcher(line);
    assertThat(admin.matches()).as(line).isTrue();
    return Integer.parseInt(admin.group(1));
  }

  long pid() {
    return process.pid();
  }

  BufferedReader out() {
    return out;
  }

  /** Its output on stderr so far. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /**
   * Its output on stderr so far, without the notices about connections that a shutdown waits for. A
   * slow machine may close even idle connections so late that a notice is due.
   */
  String complaints() throws IOException {
    return errors().replaceAll("(?m)^app: info: waiting up to .*\n", "");
  }

  /** Skips the test if SIGHUP is ignored, as under nohup: the JVM then never receives it. */
  void assumeHearsHangups() throws IOException {
    String ignored =
        Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElseThrow();
    assumeFalse(ignored.matches(".*[13579bdf]"), "SIGHUP is ignored here");
  }

  /** Waits until its output on stderr contains this. */
  void awaitError(String text) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
    while (!errors().contains(text) && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(errors()).contains(text);
  }

  /** Sends a signal, such as {@code TERM}. */
  Program signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    return this;
  }

  /** Waits until it ends; returns the exit status. */
  int end() throws IOException, InterruptedException {
    assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS))
        .as("ends within %s s; stderr: %s", MAX_SECONDS, errors())
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    } finally {
      Files.deleteIfExists(errors);
    }
  }
}
