package io.heddle.app.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Descriptor 1 as a channel. It never closes the descriptor, which may not be stdout: if the
 * process was started with stdout closed, the JVM opens its class library under that number.
 */
final class StandardOutput implements WritableByteChannel {
  private static final Path LINK = Path.of("/proc/self/fd/1");
  private static final Path STATE = Path.of("/proc/self/fdinfo/1");
  private static final String CLOSED = "stdout is closed";

  /** The access mode within the flags of open(2): 0 is reading only. */
  private static final int ACCESS_MODE = 3;

  private final FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();

  private StandardOutput() {}

  /**
   * Opens the channel.
   *
   * @throws IOException if stdout is closed
   */
  static StandardOutput open() throws IOException {
    if (isClosed()) {
      throw new FileSystemException("-", null, CLOSED);
    }
    return new StandardOutput();
  }

  /**
   * Rejects a name of stdout, such as {@code /dev/stdout}, if descriptor 1 is one of the JVM's
   * files.
   *
   * @throws IOException if it is
   */
  static void refuseIfClosed(Path file) throws IOException {
    if (Files.exists(LINK) && Files.exists(file) && Files.isSameFile(LINK, file) && isClosed()) {
      throw new FileSystemException(file.toString(), null, CLOSED);
    }
  }

  /** Whether the descriptor is read-only, as the JVM's own files are. */
  private static boolean isClosed() throws IOException {
    if (!Files.isReadable(STATE)) {
      return false; // not Linux, or no /proc: assume that it is open
    }
    List<String> lines = Files.readAllLines(STATE);
    for (String line : lines) {
      if (line.startsWith("flags:")) {
        return (Integer.parseInt(line.substring(6).strip(), 8) & ACCESS_MODE) == 0;
      }
    }
    return false;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    return out.write(bytes);
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  /** Leaves the descriptor open. */
  @Override
  public void close() {}
}
