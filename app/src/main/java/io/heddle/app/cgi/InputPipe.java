package io.heddle.app.cgi;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pipe from which a script reads its input, as {@code /proc} shows it. The kernel keeps up to
 * 64 KiB in it, so what has been written to it need not have been read.
 *
 * @param file the script's stdin
 * @param pipe the name of the pipe; empty if this process may not look at it
 */
record InputPipe(Path file, Optional<String> pipe) {
  /** The input of a process that has just been started. */
  static InputPipe of(Process process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "fd", "0");
    return new InputPipe(file, target(file));
  }

  private static Optional<String> target(Path file) {
    try {
      return Optional.of(Files.readSymbolicLink(file).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * How many bytes wait to be read; 0 if that is unknown: the process has ended, it reads something
   * else now, or it runs as another user. The pipe is open for a moment only, so that this process
   * still notices when nobody reads it any more.
   */
  int unreadBytes() {
    if (pipe.isEmpty() || !target(file).equals(pipe)) {
      return 0;
    }
    try (InputStream in = new FileInputStream(file.toFile())) {
      return in.available();
    } catch (IOException e) {
      return 0;
    }
  }
}
