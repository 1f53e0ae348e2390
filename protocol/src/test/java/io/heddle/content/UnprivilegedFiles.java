package io.heddle.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.heddle.http.HeadOf;
import io.heddle.http.HttpException;
import io.heddle.http.Method;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * {@link StaticFiles} in a process that is subject to file permissions even if the tests run as
 * root: it lacks the capabilities to read and search everything.
 */
final class UnprivilegedFiles {
  private static final String SHELL =
      """
      [ "$(id -u)" != 0 ] || set -- setpriv --bounding-set=%1$s --inh-caps=%1$s "$@"
      exec "$@"
      """
          .formatted("-dac_override,-dac_read_search");

  private UnprivilegedFiles() {}

  /** Requests a target in the folder; returns the status code. */
  static int status(Path root, Method method, String target)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> program =
        List.of("-cp", System.getProperty("java.class.path"), UnprivilegedFiles.class.getName());
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", SHELL, "sh", java);
    builder.command().addAll(program);
    builder.command().addAll(List.of(root.toString(), method.name(), target));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return Integer.parseInt(said.strip());
  }

  /** The program. It takes a folder, a method and a target, and prints the status code. */
  public static void main(String... words) throws IOException {
    StaticFiles files =
        new StaticFiles(
            StaticFilesConfig.of(Path.of(words[0])).withListing(true), InstantSource.system());
    System.out.println(status(files, Method.valueOf(words[1]), words[2]));
  }

  private static int status(StaticFiles files, Method method, String target) throws IOException {
    try {
      return files.handle(HeadOf.of(method, target).request()).status().code();
    } catch (HttpException e) {
      return e.status().code();
    }
  }
}
