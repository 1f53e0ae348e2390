package io.heddle.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** The process, or the whole system, has no file descriptors left (EMFILE, ENFILE). */
public final class TooManyOpenFilesException extends FileSystemException {
  private static final long serialVersionUID = 1;

  /** What the C library says in English; the JDK has no exception of its own for it. */
  private static final String REASON = "Too many open files";

  /** A file that can always be opened if there is a descriptor. */
  private static final Path EASY = Path.of("/dev/null");

  private TooManyOpenFilesException(FileSystemException failure) {
    super(failure.getFile(), null, failure.getReason());
    initCause(failure);
  }

  /** Loads this class while that is possible: reading it from a folder takes a descriptor. */
  public static void load() {}

  /** The failure of an open; as this exception if no descriptor is the reason, in any language. */
  public static IOException or(IOException failure) {
    return failure.getClass() == FileSystemException.class
            && isReason((FileSystemException) failure)
        ? new TooManyOpenFilesException((FileSystemException) failure)
        : failure;
  }

  private static boolean isReason(FileSystemException failure) {
    return String.valueOf(failure.getReason()).startsWith(REASON)
        || Objects.equals(failure.getReason(), reasonOfEasy());
  }

  /** Why not even the easy file can be opened; empty if it can. */
  private static String reasonOfEasy() {
    try (FileChannel _ = FileChannel.open(EASY)) {
      return "";
    } catch (FileSystemException e) {
      return String.valueOf(e.getReason());
    } catch (IOException e) {
      return "";
    }
  }
}
