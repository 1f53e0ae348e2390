package io.heddle.app.cgi;

import io.heddle.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The input of a script: the content of the request. It is passed on as it arrives, or first stored
 * in a temporary file that only the server's user may read: content of unknown length (chunked),
 * since a script needs to know the length (RFC 3875 section 4.1.2), and all content while few
 * scripts may still be started, so that clients that send slowly do not occupy the last ones.
 *
 * @param stored the file that has all of the content; empty if it is passed on, or there is none
 * @param bytes the length of the content
 */
record ScriptInput(Optional<Path> stored, long bytes) implements AutoCloseable {
  private static final Path NOTHING = Path.of("/dev/null");

  /** Content of known length, to be passed on. */
  static ScriptInput passedOn(Request request) {
    return new ScriptInput(Optional.empty(), request.bodyLength());
  }

  /**
   * Stores the content of a request, if there is any.
   *
   * @throws io.heddle.http.HttpException when the content is longer than the limit for requests
   *     (413), malformed (400) or too slow (408)
   */
  static ScriptInput stored(Request request) throws IOException {
    return request.bodyLength() == 0 ? new ScriptInput(Optional.empty(), 0) : store(request.body());
  }

  private static ScriptInput store(InputStream content) throws IOException {
    Path file = Files.createTempFile("heddle-cgi-", ".input");
    boolean isStored = false;
    // a new file in its place would have another mode
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      long bytes = content.transferTo(out);
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
