package io.heddle.app.study.run;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server that a study has started. */
final class ServerProcess implements AutoCloseable {
  private static final String ERROR = " error: ";
  private static final String WARNING = " warning: ";

  /** How long a server may take to listen, in seconds. */
  private static final int MAX_START = 60;

  /** How long a process needs to end after its sockets are closed, in seconds. */
  private static final int MAX_END = 2;

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
      throws IOException, MeasurementException, InterruptedException {
    Path errors = Files.createTempFile("heddle-study", ".err");
    long startedNanos = System.nanoTime();
    Process process = children.start(new ProcessBuilder(command).redirectError(errors.toFile()));
    boolean listens = false;
    try {
      Optional<ServerOutput.Addresses> addresses =
          ServerOutput.of(process).addresses(MAX_START, TimeUnit.SECONDS);
      listens = addresses.isPresent();
      if (!listens) {
        boolean hasEnded = process.waitFor(MAX_END, TimeUnit.SECONDS);
        String reason = hasEnded ? reason(errors) : "not within " + MAX_START + " s";
        throw MeasurementException.ofServer(name + " did not start: " + reason);
      }
      return new ServerProcess(
          children,
          name,
          process,
          errors,
          startedNanos,
          addresses.get().server(),
          addresses.get().admin());
    } finally {
      if (!listens) {
        children.end(process);
        Files.deleteIfExists(errors);
      }
    }
  }

  /** The first error that it printed, or else the first line that is no warning. */
  private static String reason(Path errors) throws IOException {
    List<String> lines = Files.readAllLines(errors);
    return lines.stream()
        .filter(line -> line.contains(ERROR))
        .findFirst()
        .or(() -> lines.stream().filter(line -> !line.contains(WARNING)).findFirst())
        .orElse("it printed no error");
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

  /** How many seconds have passed since the process was started. */
  double age() {
    return (System.nanoTime() - startedNanos) / 1e9;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has ended, or does so at once: its sockets are closed before. */
  boolean ends() throws InterruptedException {
    return process.waitFor(MAX_END, TimeUnit.SECONDS);
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
