package io.heddle.grafana;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The result of promtool, Prometheus's own checker.
 *
 * @param status 0 if it found no error
 * @param output its output on stdout and stderr
 */
record Promtool(int status, String output) {
  private static final long MAX_SECONDS = 60;

  static Promtool check(String what, List<Path> files) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("check", what));
    files.forEach(file -> words.add(file.toString()));
    return run(words, "");
  }

  static Promtool testRules(List<Path> files) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("test", "rules"));
    files.forEach(file -> words.add(file.toString()));
    return run(words, "");
  }

  static Promtool checkMetrics(String exposition) throws IOException, InterruptedException {
    return run(List.of("check", "metrics"), exposition);
  }

  private static Promtool run(List<String> words, String input)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      // It reads all of its input before it prints anything.
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("promtool does not end: " + command);
      }
      return new Promtool(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
