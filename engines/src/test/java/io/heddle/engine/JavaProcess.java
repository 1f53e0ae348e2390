package io.heddle.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A Java program in a separate process with limited resources. Closing this kills it. */
final class JavaProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /**
   * Starts the program on this class path.
   *
   * @param limit for the shell's ulimit, such as {@code -n 100}
   */
  JavaProcess(String limit, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("bash", "-c", "ulimit " + limit + "; exec \"$@\"", "bash"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    output = process.inputReader();
  }

  /** The next line that the program prints. */
  String readLine() throws IOException {
    return String.valueOf(output.readLine());
  }

  Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
