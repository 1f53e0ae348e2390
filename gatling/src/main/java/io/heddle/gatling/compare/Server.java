package io.heddle.gatling.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that this program has started, with its output in a folder. */
final class Server {
  private static final Pattern LINES =
      Pattern.compile(
          """
          listening on (?<url>http://127\\.0\\.0\\.1:\\d+)/ .*
          admin on (?<admin>http://127\\.0\\.0\\.1:\\d+/)
          """);

  private static final int START_SECONDS = 240;
  private static final int STOP_SECONDS = 15;
  private static final int LOOK_MILLIS = 50;
  private static final int WRONG_OPTIONS = 2;

  private final Children children;
  private final Process process;
  private final String label;
  private final Path errors;
  private final URI url;
  private final URI metricsPage;

  private Server(Children children, Process process, String label, Path errors, Matcher lines) {
    this.children = children;
    this.process = process;
    this.label = label;
    this.errors = errors;
    this.url = URI.create(lines.group("url"));
    this.metricsPage = URI.create(lines.group("admin") + "metrics");
  }

  /**
   * Starts a server on free ports and waits until it listens.
   *
   * @param root the folder of files that it serves
   * @param options that the user has chosen
   * @param folder for its output
   */
  static Server start(
      Children children, Variant variant, Path root, List<String> options, Path folder)
      throws IOException, InterruptedException, CompareException {
    List<String> command = new ArrayList<>(List.of("bin/app"));
    command.addAll(variant.options());
    command.addAll(List.of("--port", "0", "--admin-port", "0", "--lab", "--root", root.toString()));
    command.addAll(options);
    Path out = Files.createDirectories(folder).resolve("server.out");
    Path errors = folder.resolve("server.err");
    Process process =
        children.start(
            new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile()));
    for (int waited = 0; waited < START_SECONDS * 1_000; waited += LOOK_MILLIS) {
      boolean hasEnded = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      Matcher lines = LINES.matcher(Files.readString(out));
      if (lines.lookingAt()) {
        return new Server(children, process, variant.label(), errors, lines);
      }
      if (hasEnded) {
        children.hasEnded(process);
        throw didNotStart(variant, process.exitValue(), errors);
      }
    }
    children.end(process, STOP_SECONDS);
    throw CompareException.failed(
        "%s: the server does not listen after %d s: see %s"
            .formatted(variant.label(), START_SECONDS, errors));
  }

  /** What the server said, since it knows best which option is wrong. */
  private static CompareException didNotStart(Variant variant, int status, Path errors)
      throws IOException {
    String said = Files.readAllLines(errors).stream().findFirst().orElse("it printed nothing");
    String reason = "%s: the server did not start: %s".formatted(variant.label(), said);
    return status == WRONG_OPTIONS
        ? CompareException.wrongOption(reason)
        : CompareException.failed(reason);
  }

  /** The address of the site, without a slash at the end. */
  URI url() {
    return url;
  }

  Metrics metrics() throws IOException {
    return Metrics.of(metricsPage);
  }

  /** CPU time so far. */
  long cpuMillis() throws IOException {
    return CpuTime.processMillis(process.pid());
  }

  void checkAlive() throws CompareException {
    if (!process.isAlive()) {
      children.hasEnded(process);
      throw CompareException.failed(
          "%s: the server ended with status %d during the run: see %s"
              .formatted(label, process.exitValue(), errors));
    }
  }

  void stop() throws InterruptedException, CompareException {
    if (!children.end(process, STOP_SECONDS)) {
      throw CompareException.failed(
          "%s: the server still runs %d s after SIGTERM".formatted(label, STOP_SECONDS));
    }
  }
}
