package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What clients are told when the file system refuses a change. The JDK has no exceptions for a lack
 * of room, only the messages of the C library. {@code bin/app} keeps those English. In a process
 * with another language, ENOSPC is still known, because this class asks for its message; EDQUOT and
 * EFBIG are not, and are reported as faults of the server.
 */
final class StoreFaults {
  /** ENOSPC, EDQUOT and EFBIG, as the C library words them in English. */
  private static final String NO_SPACE = "No space left";

  private static final String NO_QUOTA = "Disk quota exceeded";
  private static final String TOO_LARGE = "File too large";

  /** ENOSPC in the language of this process. */
  private static final String LOCAL_NO_SPACE = askNoSpace();

  private StoreFaults() {}

  /** A write to this device always fails for lack of space. */
  private static String askNoSpace() {
    try (FileChannel full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
      full.write(ByteBuffer.allocate(1));
    } catch (FileSystemException | ClosedByInterruptException e) {
      return NO_SPACE;
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    return NO_SPACE;
  }

  /** There is a folder where a file should be. */
  static HttpException isFolder() {
    return new HttpException(Status.CONFLICT, "this is a folder");
  }

  /**
   * The same failure, to be thrown: it is a fault of the server.
   *
   * @throws HttpException instead, when the client can do something about it
   */
  static IOException translated(IOException failure) {
    return switch (failure) {
      case AccessDeniedException _ ->
          throw new HttpException(Status.FORBIDDEN, "the server has no permission to change this");
      case NotDirectoryException _, FileSystemLoopException _ ->
          throw new HttpException(Status.CONFLICT, "a part of the path is a file or a link");
      case NoSuchFileException _ ->
          throw new HttpException(Status.CONFLICT, "a folder of the path has just been removed");
      case AtomicMoveNotSupportedException _ ->
          throw new HttpException(
              Status.CONFLICT, "this folder is a disk of its own, in which no folder can be made");
      case TooManyOpenFilesException _ ->
          throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server has too many open files");
      case FileSystemException e -> unlessNoRoom(failure, String.valueOf(e.getReason()));
      default -> unlessNoRoom(failure, String.valueOf(failure.getMessage()));
    };
  }

  private static IOException unlessNoRoom(IOException failure, String reason) {
    if (reason.startsWith(NO_SPACE)
        || reason.startsWith(LOCAL_NO_SPACE)
        || reason.startsWith(NO_QUOTA)
        || reason.startsWith(TOO_LARGE)) {
      throw new HttpException(
          Status.INSUFFICIENT_STORAGE, "the disk has no room for this; nothing was changed");
    }
    return failure;
  }
}
