package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ShellCheck finds no fault in the scripts. If {@code CI} is set, it must be installed. */
final class ShellScriptsTest {
  /** The first line of a script, or of a file that scripts read. */
  private static final Pattern FOR_A_SHELL =
      Pattern.compile("#!(/usr/bin/env bash|/bin/sh)|# shellcheck shell=sh");

  private static boolean isInstalled() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck")));
  }

  private static boolean isForAShell(Path script) {
    try (Stream<String> lines = Files.lines(script)) {
      return FOR_A_SHELL.matcher(lines.findFirst().orElse("")).matches();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shellCheckFindsNoFault() throws Exception {
    if (System.getenv("CI") == null) {
      assumeTrue(isInstalled(), "needs Debian's package shellcheck");
    }
    List<String> command = new ArrayList<>(List.of("shellcheck", ".ci/run"));
    for (String folder : List.of("bin", "app/dist")) {
      try (Stream<Path> scripts = Files.list(Path.of("..", folder))) {
        scripts
            .filter(Files::isRegularFile)
            .filter(ShellScriptsTest::isForAShell)
            .map(script -> folder + "/" + script.getFileName())
            .forEach(command::add);
      }
    }
    assertThat(command).contains("bin/app", "bin/compare", "app/dist/heddle", "app/dist/jvm.sh");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("..").toFile())
            .redirectErrorStream(true)
            .start();
    String findings = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(findings).isZero();
    assertThat(findings).isEmpty();
  }
}
