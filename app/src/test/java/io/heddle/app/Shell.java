package io.heddle.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Commands of a shell, such as those of openssl and curl. */
final class Shell {
  private static final long MAX_SECONDS = 30;

  private Shell() {}

  /** Whether the shell knows this command. */
  static boolean has(String command) throws Exception {
    return status("command -v " + command, Path.of(".")) == 0;
  }

  private static int status(String command, Path folder) throws Exception {
    Process shell = start(command, folder);
    shell.getInputStream().readAllBytes();
    return shell.waitFor();
  }

  private static Process start(String command, Path folder) throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    return shell;
  }

  /** Runs the command in this folder, whatever its status; returns all that it prints. */
  static String output(String command, Path folder) throws Exception {
    Process shell = start(command, folder);
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).as(command).isTrue();
    return output;
  }

  /** Runs the command, which must succeed. */
  static String run(String command, Path folder) throws Exception {
    Process shell = start(command, folder);
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as("status of %s, with the output %s", command, output).isZero();
    return output;
  }
}
