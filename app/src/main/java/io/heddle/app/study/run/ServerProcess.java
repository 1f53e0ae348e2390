package io.heddle.app.study.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that a study has started. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("listening on (?<url>http://\\S+?)/ .*");
  private static final String ERROR = " error: ";
  private static final Pattern ADMIN = Pattern.compile("admin on (?<url>http://\\S+?)/");

  private final Children children;
  private final String name;
  private final Process process;
  private final Path errors;
  private final long startedNanos;
  private final URI url;
  private final AdminPages admin;

  private ServerProcess(
      Children children,
      String name,
      Process process,
      Path errors,
      long startedNanos,
      URI url,
      URI admin) {
    this.children = children;
    this.name = name;
    this.process = process;
    this.errors = errors;
    this.startedNanos = startedNanos;
    this.url = url;
    this.admin = new AdminPages(admin);
  }

  /**
   * Starts a server and waits until it listens.
   *
   * @param name what users call it
   * @throws MeasurementException if it does not
   */
  static ServerProcess start(Children children, String name, List<String> command)
      throws IOException, MeasurementException {
    Path errors = Files.createTempFile("heddle-study", ".err");
    long startedNanos = System.nanoTime();
    Process process = children.start(new ProcessBuilder(command).redirectError(errors.toFile()));
    boolean listens = false;
    try {
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      Matcher ready = READY.matcher(String.valueOf(out.readLine()));
      Matcher admin = ADMIN.matcher(String.valueOf(out.readLine()));
      listens = ready.matches() && admin.matches();
      if (!listens) {
        throw new MeasurementException(name + " did not start: " + reason(errors));
      }
      return new ServerProcess(
          children,
          name,
          process,
          errors,
          startedNanos,
          URI.create(ready.group("url")),
          URI.create(admin.group("url")));
    } finally {
      if (!listens) {
        children.end(process);
        Files.deleteIfExists(errors);
      }
    }
  }

  /**
   * The first error that it printed, or else its first line: a library may print a warning first.
   */
  private static String reason(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors);
    return lines.stream()
        .filter(line -> line.contains(ERROR))
        .findFirst()
        .or(() -> lines.stream().findFirst())
        .orElse("it printed nothing");
  }

  URI url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  AdminPages admin() {
    return admin;
  }

  /** When the process was started, on the clock of {@link System#nanoTime}. */
  long startedNanos() {
    return startedNanos;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Why it has ended. */
  String end() throws IOException {
    return process.isAlive()
        ? name + " still runs"
        : "%s ended with status %d (%s)".formatted(name, process.exitValue(), reason(errors));
  }

  @Override
  public void close() throws IOException {
    children.end(process);
    Files.deleteIfExists(errors);
  }
}
