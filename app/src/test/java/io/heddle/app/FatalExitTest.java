package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.app.cli.Invocation;
import io.heddle.engine.EngineConfig;
import io.heddle.engine.EngineObserver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That an error of the JVM ends the process, with a line and a status of its own. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FatalExitTest {
  private static final String REMEDY =
      "give it more memory (JAVA_OPTS=-Xmx1g) or fewer clients (--max-connections)";

  @TempDir private Path folder;

  /** How it ended, and what it wrote to stderr. */
  private record End(int status, String errors) {}

  private End run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("-Dslf4j.internal.verbosity=ERROR");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("an end").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new End(process.exitValue(), Files.readString(errors));
  }

  /** Tells an engine's observer, put together as the options say, that the JVM has failed. */
  static final class ToldByAnEngine {
    private ToldByAnEngine() {}

    public static void main(String... arguments) throws Exception {
      Invocation.Serve invocation =
          (Invocation.Serve) Invocation.of(List.of(), Map.of("APP_ADMIN_PORT", arguments[0]));
      Monitoring monitoring =
          new Monitoring(invocation.options(), InstantSource.system(), new FatalExit());
      EngineObserver observer =
          arguments[1].equals("admin") ? monitoring.ofAdminEngine() : monitoring.ofEngine();
      observer.fatal(new OutOfMemoryError("Direct buffer memory\n(of a test)"));
      System.exit(0);
    }
  }

  @ParameterizedTest
  @CsvSource({"off, server", "0, server", "0, admin"})
  void whatAnEngineReportsEndsTheProcess(String adminPort, String engine) throws Exception {
    assertThat(run(ToldByAnEngine.class, adminPort, engine))
        .isEqualTo(
            new End(
                70,
                "app: error: the JVM failed (Direct buffer memory (of a test)): the server ends"
                    + " with status 70; "
                    + REMEDY
                    + "\n"));
  }

  /** Has a thread end by an error, while the main thread would wait for ever. */
  static final class EndsAThread {
    private EndsAThread() {}

    private static int depth(int to) {
      return to == 0 ? 0 : depth(to - 1) + 1;
    }

    private static int fillTheHeap() {
      List<byte[]> all = new ArrayList<>();
      while (all.size() < Integer.MAX_VALUE) {
        all.add(new byte[1 << 10]);
      }
      return all.hashCode();
    }

    private static void end(String by) {
      switch (by) {
        case "heap" -> System.out.println(fillTheHeap());
        case "stack" -> System.out.println(depth(Integer.MAX_VALUE));
        default -> throw new IllegalStateException("a bug");
      }
    }

    public static void main(String... arguments) throws Exception {
      Messages.takeLogs();
      FatalExit.install();
      Thread.Builder threads =
          arguments[1].equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
      Thread thread = threads.name("doomed").start(() -> end(arguments[0]));
      thread.join();
      System.exit(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void aThreadThatEndsByAFullHeapEndsTheProcess(String thread) throws Exception {
    assertThat(run(EndsAThread.class, "heap", thread))
        .isEqualTo(
            new End(
                70,
                "app: error: the JVM failed (Java heap space): the server ends with status 70; "
                    + REMEDY
                    + "\n"));
  }

  /** Reports a full heap while it stays full to the last byte. */
  static final class KeepsTheHeapFull {
    private static Object @Nullable [] kept;

    private KeepsTheHeapFull() {}

    private static void fill(int bytes) {
      while (true) {
        kept = new Object[] {kept, new byte[bytes]};
      }
    }

    public static void main(String... arguments) {
      FatalExit exit = FatalExit.install();
      EngineObserver engine = EngineConfig.onPort(0).withObserver(exit).observer();
      OutOfMemoryError last = new OutOfMemoryError("not full");
      for (int bytes = 1 << 20; bytes > 0; bytes /= 2) {
        try {
          fill(bytes);
        } catch (OutOfMemoryError e) {
          last = e;
        }
      }
      if (arguments[0].equals("engine")) {
        engine.fatal(last);
      }
      throw last;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"engine", "thread"})
  void aHeapThatStaysFullHasRoomForTheLine(String place) throws Exception {
    End end = run(KeepsTheHeapFull.class, place);
    assertThat(end.status()).isEqualTo(70);
    assertThat(end.errors())
        .isEqualTo(
            "app: error: the JVM failed (Java heap space): the server ends with status 70; "
                + REMEDY
                + "\n");
  }

  @Test
  void aThreadThatEndsByAFullStackEndsTheProcess() throws Exception {
    assertThat(run(EndsAThread.class, "stack", "platform"))
        .isEqualTo(
            new End(
                70,
                "app: error: the JVM failed (no reason given): the server ends with status 70\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", "virtual"})
  void aThreadThatEndsByAnotherFaultIsLoggedWithItsStack(String thread) throws Exception {
    End end = run(EndsAThread.class, "bug", thread);
    assertThat(end.status()).isZero();
    assertThat(end.errors())
        .startsWith(
            "app: error: the thread doomed ended by a fault\njava.lang.IllegalStateException: a bug")
        .contains("FatalExitTest");
  }
}
