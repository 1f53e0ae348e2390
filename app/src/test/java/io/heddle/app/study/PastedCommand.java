package io.heddle.app.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A command that is pasted into a shell. */
public final class PastedCommand {
  private PastedCommand() {}

  /** The words that a shell in this folder makes of it, without running it. */
  public static List<String> words(String command, Path folder)
      throws IOException, InterruptedException {
    Process shell =
        new ProcessBuilder("sh", "-c", "printf '%s\\0' " + command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as("status of %s: %s", command, words).isZero();
    return Arrays.asList(words.substring(0, words.length() - 1).split("\0", -1));
  }
}
