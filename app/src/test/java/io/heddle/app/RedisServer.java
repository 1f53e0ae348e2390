package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Redis server of a test. It keeps nothing on the disk, so it forgets everything at its end. */
final class RedisServer implements AutoCloseable {
  static final String REMEDY =
      "sessions in Redis: redis-server is missing (Debian: apt-get install redis-server)";
  static final String PASSWORD = "redis-secret";

  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private RedisServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts a server on a free port. */
  static RedisServer start(Path folder) throws Exception {
    Needed.that(Shell.has("redis-server"), REMEDY);
    RedisServer server = new RedisServer(folder, freePort());
    server.start();
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Starts it again on the same port. */
  void start() throws IOException {
    Process started =
        new ProcessBuilder(
                List.of(
                    "redis-server",
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    folder.toString(),
                    "--requirepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
    process = started;
    BufferedReader out = started.inputReader();
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.append(line).append('\n');
      if (line.contains("eady to accept connections")) {
        return;
      }
    }
    throw new AssertionError("Redis does not start: " + said);
  }

  String url() {
    return "redis://127.0.0.1:" + port + "/0";
  }

  /** Sends it a signal, such as STOP. */
  void signal(String name) throws Exception {
    Process running = process;
    assertThat(running).isNotNull();
    Shell.run("kill -" + name + " " + running.pid(), folder);
  }

  /** Sets how many bytes it may use; 0 for any number. */
  void limitMemory(long bytes) throws Exception {
    assertThat(command("config set maxmemory " + bytes)).isEqualTo("OK");
  }

  /** Its answer to a command. */
  String command(String command) throws Exception {
    return Shell.run(
            "redis-cli --no-auth-warning -a %s -u %s %s".formatted(PASSWORD, url(), command),
            folder)
        .strip();
  }

  /** Ends it at once. */
  void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly().onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
  }
}
