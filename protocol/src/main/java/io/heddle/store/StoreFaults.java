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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What clients are told when the file system refuses a change. The JDK has no exceptions for a lack
 * of room or for a disk that is read-only, only the messages of the C library. {@code bin/app}
 * keeps those English. In a process with another language, ENOSPC and EPERM are still known,
 * because this class asks for their messages; EDQUOT, EFBIG and EROFS are not, and are reported as
 * faults of the server.
 */
final class StoreFaults {
  /** ENOSPC, EDQUOT and EFBIG, as the C library words them in English. */
  private static final String NO_SPACE = "No space left";

  private static final String NO_QUOTA = "Disk quota exceeded";
  private static final String TOO_LARGE = "File too large";

  /** EPERM and EROFS. */
  private static final String NOT_PERMITTED = "Operation not permitted";

  private static final String READ_ONLY = "Read-only file system";

  /** ENOSPC and EPERM in the language of this process. */
  private static final String LOCAL_NO_SPACE = askNoSpace();

  private static final String LOCAL_NOT_PERMITTED = askNotPermitted();

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

  /** Nobody may change the mode of this file, not even root. */
  private static String askNotPermitted() {
    Path fixed = Path.of("/proc/self/status");
    try {
      Files.setPosixFilePermissions(fixed, Files.getPosixFilePermissions(fixed));
    } catch (FileSystemException e) {
      // Where there is no such file, this has no reason.
      return Objects.requireNonNullElse(e.getReason(), NOT_PERMITTED);
    } catch (IOException | UnsupportedOperationException e) {
      return NOT_PERMITTED;
    }
    return NOT_PERMITTED;
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
      case AccessDeniedException _ -> throw denied();
      case NotDirectoryException _, FileSystemLoopException _ ->
          throw new HttpException(Status.CONFLICT, "a part of the path is a file or a link");
      case NoSuchFileException _ ->
          throw new HttpException(Status.CONFLICT, "a folder of the path has just been removed");
      case AtomicMoveNotSupportedException _ ->
          throw new HttpException(
              Status.CONFLICT, "this folder is a disk of its own, in which no folder can be made");
      case TooManyOpenFilesException _ ->
          throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server has too many open files");
      case FileSystemException e -> unlessKnown(failure, String.valueOf(e.getReason()));
      default -> unlessKnown(failure, String.valueOf(failure.getMessage()));
    };
  }

  private static HttpException denied() {
    return new HttpException(Status.FORBIDDEN, "the server has no permission to change this");
  }

  private static IOException unlessKnown(IOException failure, String reason) {
    if (isOneOf(reason, NO_SPACE, LOCAL_NO_SPACE, NO_QUOTA, TOO_LARGE)) {
      throw new HttpException(
          Status.INSUFFICIENT_STORAGE, "the disk has no room for this; nothing was changed");
    }
    if (isOneOf(reason, READ_ONLY)) {
      throw new HttpException(Status.FORBIDDEN, "the disk is read-only");
    }
    if (isOneOf(reason, NOT_PERMITTED, LOCAL_NOT_PERMITTED)) {
      throw denied();
    }
    return failure;
  }

  private static boolean isOneOf(String reason, String... known) {
    return Stream.of(known).anyMatch(reason::startsWith);
  }
}
