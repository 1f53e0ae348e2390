package io.heddle.app.cgi;

import io.heddle.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The input of a script. A script needs to know the length of its input (RFC 3875 section 4.1.2),
 * so content of unknown length (chunked) is first stored in a temporary file. Other content is
 * passed on as it arrives.
 *
 * @param stored the file that has all of the content; empty if it is passed on, or there is none
 * @param bytes the length of the content
 */
record ScriptInput(Optional<Path> stored, long bytes) implements AutoCloseable {
  private static final Path NOTHING = Path.of("/dev/null");

  /**
   * The content of a request.
   *
   * @throws io.heddle.http.HttpException 413 when chunked content is longer than the limit for
   *     requests
   */
  static ScriptInput of(Request request) throws IOException {
    return request.bodyLength() < 0
        ? store(request.body())
        : new ScriptInput(Optional.empty(), request.bodyLength());
  }

  private static ScriptInput store(InputStream content) throws IOException {
    Path file = Files.createTempFile("heddle-cgi-", ".input");
    boolean isStored = false;
    try {
      long bytes = Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      isStored = true;
      return new ScriptInput(Optional.of(file), bytes);
    } finally {
      if (!isStored) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Whether the content is passed on while the script runs. */
  boolean isPassedOn() {
    return stored.isEmpty() && bytes > 0;
  }

  /** Where the script reads. */
  Redirect source() {
    return isPassedOn() ? Redirect.PIPE : Redirect.from(stored.orElse(NOTHING).toFile());
  }

  /** Deletes the file. A script that has it open can still read it. */
  @Override
  public void close() {
    try {
      if (stored.isPresent()) {
        Files.deleteIfExists(stored.get());
      }
    } catch (IOException e) {
      // It stays in the folder for temporary files, and the script goes on.
    }
  }
}
