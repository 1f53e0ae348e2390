package io.heddle.app.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the content of a response goes: to stdout, or to a file, which is created when it comes.
 */
final class Sink implements AutoCloseable {
  private final Optional<Path> file;
  private final OutputStream stdout;
  private @Nullable OutputStream target;

  Sink(Optional<Path> file, OutputStream stdout) {
    this.file = file;
    this.stdout = stdout;
  }

  private OutputStream target() throws IOException {
    if (target == null) {
      target = file.isPresent() ? Files.newOutputStream(file.get()) : stdout;
    }
    return target;
  }

  /** Creates the file, even if nothing will be written. */
  void open() throws TransferException {
    write(new byte[0], 0, 0);
  }

  void write(byte[] bytes, int offset, int length) throws TransferException {
    try {
      OutputStream out = target();
      out.write(bytes, offset, length);
      out.flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private TransferException failed(IOException e) {
    String name = file.map(Path::toString).orElse("stdout");
    return new TransferException(
        ExitStatus.NOT_WRITTEN, "cannot write to " + name + ": " + FileFault.reason(e), e);
  }

  @Override
  public void close() throws TransferException {
    if (file.isPresent() && target != null) {
      try {
        target.close();
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
