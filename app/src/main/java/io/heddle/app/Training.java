package io.heddle.app;

import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A second program: starts each engine on a free port of the loopback interface, sends it requests
 * of every kind for a moment and ends. {@code bin/app} runs it once, while the JVM records which
 * classes are loaded, and gives that record to every later start.
 */
public final class Training {
  /** How long each kind of request is repeated. */
  private static final Duration TIME = Duration.ofMillis(50);

  /** Ends a training that hangs. */
  private static final Duration MAX_TIME = Duration.ofMinutes(2);

  private static final int SMALL_BYTES = 1 << 10;
  private static final int LARGE_BYTES = 100 << 10;
  private static final int CONNECTIONS = 16;
  private static final int PIPELINED = 16;

  private final TrainingClient client;
  private final int adminPort;

  private Training(int port, int adminPort) {
    this.client = new TrainingClient(port);
    this.adminPort = adminPort;
  }

  /**
   * Runs the program.
   *
   * @param engines the names of the engines to train
   */
  public static void main(String... engines) throws IOException {
    Thread.ofPlatform().daemon().start(Training::endIfItHangs);
    Path root = Files.createTempDirectory("heddle-training");
    try {
      Files.write(root.resolve("small.txt"), new byte[SMALL_BYTES]);
      Files.write(root.resolve("large.txt"), new byte[LARGE_BYTES]);
      Messages.takeLogs();
      FatalExit fatalExit = FatalExit.install();
      for (String engine : engines) {
        train(engine, root, fatalExit);
      }
    } finally {
      Files.delete(root.resolve("small.txt"));
      Files.delete(root.resolve("large.txt"));
      Files.delete(root);
    }
    // ends the JVM although other threads run
    System.exit(0);
  }

  private static void endIfItHangs() {
    try {
      Thread.sleep(MAX_TIME);
      Runtime.getRuntime().halt(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void train(String engine, Path root, FatalExit fatalExit) throws IOException {
    Server server = start(engine, root, fatalExit);
    try {
      server.announce(
          new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
      int adminPort = server.adminAddress().map(InetSocketAddress::getPort).orElseThrow();
      new Training(server.address().getPort(), adminPort).run();
    } finally {
      server.stop();
    }
  }

  private static Server start(String engine, Path root, FatalExit fatalExit) throws IOException {
    List<String> words =
        List.of("--engine=" + engine, "--port=0", "--admin-port=0", "--lab", "--root=" + root);
    if (!(Invocation.of(words, Map.of()) instanceof Invocation.Serve(Options options, var _))) {
      throw new IllegalArgumentException("not an engine: " + engine);
    }
    try {
      return Server.start(options, fatalExit);
    } catch (StartupException e) {
      throw new IOException(e);
    }
  }

  private void run() throws IOException {
    byte[] plaintext = request("GET /plaintext", "");
    for (byte[] rare :
        List.of(request("HEAD /plaintext", ""), request("GET /none", ""), chunked("/api/echo"))) {
      client.closing(rare);
    }
    client.closing(request("GET /sleep?ms=1", ""));
    client.together(plaintext, CONNECTIONS, 1, TIME);
    client.together(plaintext, CONNECTIONS, PIPELINED, TIME);
    client.together(request("GET /json", ""), CONNECTIONS, 1, TIME);
    client.together(request("POST /api/echo", "x".repeat(SMALL_BYTES)), CONNECTIONS, 1, TIME);
    client.together(request("GET /small.txt", ""), CONNECTIONS, 1, TIME);
    client.together(request("GET /large.txt", ""), CONNECTIONS, 1, TIME);
    client.repeatedly(plaintext, TIME);
    new TrainingClient(adminPort).closing(request("GET /metrics", ""));
  }

  private static byte[] request(String line, String content) {
    String length = content.isEmpty() ? "" : "Content-Length: " + content.length() + "\r\n";
    return ascii(
        line
            + " HTTP/1.1\r\nHost: training\r\nUser-Agent: training\r\n"
            + length
            + "\r\n"
            + content);
  }

  private static byte[] chunked(String path) {
    return ascii(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: training\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\nabcde\r\n0\r\n\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
