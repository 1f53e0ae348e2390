package io.heddle.grafana;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real server in a separate process on free ports; closing it stops the process. It runs the
 * classes of this build, never an old jar.
 */
final class Heddle implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("listening on http://127\\.0\\.0\\.1:(\\d+)/ .*");
  private static final Pattern ADMIN = Pattern.compile("admin on http://(127\\.0\\.0\\.1:\\d+)/");
  private static final long START_SECONDS = 240;

  private final Variant variant;
  private final Process process;
  private final DiskThatFills disk;
  private final Path errors;
  private final BufferedReader out;
  private final long latestNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
  private int port;
  private String admin = "";

  private Heddle(Variant variant, Process process, DiskThatFills disk, Path errors) {
    this.variant = variant;
    this.process = process;
    this.disk = disk;
    this.errors = errors;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a server and waits until it says where it listens.
   *
   * @param folder for its access log, its errors and its temporary files
   * @param shell a command that runs the command after it; may be empty
   * @param options further options of the command line
   */
  static Heddle start(Variant variant, Path folder, List<String> shell, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>(shell);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A small heap, so that there are collections to measure.
    command.addAll(List.of("-Xms48m", "-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.heddle.app.Main"));
    command.addAll(List.of("--engine=" + variant.label(), "--port=0", "--admin-port=0", "--lab"));
    DiskThatFills disk = new DiskThatFills(folder.resolve(variant.label() + ".log"));
    command.add("--access-log=" + disk.log());
    command.addAll(options);
    Path errors = folder.resolve(variant.label() + ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("APP_"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Heddle server = new Heddle(variant, process, disk, errors);
    try {
      server.port = Integer.parseInt(server.read(LISTENING));
      server.admin = server.read(ADMIN);
      return server;
    } catch (Throwable e) {
      server.close();
      throw e;
    }
  }

  /** Reads a line with this pattern; returns its group. */
  private String read(Pattern form) throws IOException {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(this::readLine, task -> Thread.ofVirtual().start(task));
    try {
      String said = line.get(latestNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      Matcher matcher = form.matcher(said);
      if (matcher.matches()) {
        return matcher.group(1);
      }
      throw new AssertionError(
          "%s printed \"%s\", which does not match %s; stderr: %s"
              .formatted(variant, said, form, Files.readString(errors)));
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      throw new AssertionError(variant + " printed no line that matches " + form, e);
    }
  }

  private String readLine() {
    try {
      return String.valueOf(out.readLine());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Variant variant() {
    return variant;
  }

  /** The address of the site. */
  int port() {
    return port;
  }

  /** The address of the admin pages, such as {@code 127.0.0.1:8081}: Prometheus's instance. */
  String admin() {
    return admin;
  }

  /** Moves the access log to a full disk, or to one with free space. */
  void fillDisk(boolean full) throws IOException, InterruptedException {
    disk.fill(full);
    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();
  }

  /** Its metrics in Prometheus's format. */
  String metrics() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + admin + "/metrics")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
