package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** What clients are told when the file system refuses a change. */
final class StoreFaults {
  private StoreFaults() {}

  /**
   * The same failure, to be thrown: it is a fault of the server.
   *
   * @throws HttpException instead, when the client can do something about it
   */
  static IOException translated(IOException failure) {
    HttpException refusal =
        switch (failure) {
          case AccessDeniedException _ ->
              new HttpException(Status.FORBIDDEN, "the server may not change this");
          case NotDirectoryException _, FileSystemLoopException _ ->
              new HttpException(Status.CONFLICT, "a part of the path is a file or a link");
          case NoSuchFileException _ ->
              new HttpException(Status.CONFLICT, "a folder of the path has just been removed");
          case FileSystemException e -> refusal(String.valueOf(e.getReason()));
          default -> refusal(String.valueOf(failure.getMessage()));
        };
    if (refusal != null) {
      throw refusal;
    }
    return failure;
  }

  /** The reasons are those of the kernel: ENOSPC, EDQUOT, EFBIG, EMFILE and ENFILE. */
  private static @Nullable HttpException refusal(String reason) {
    if (reason.startsWith("No space left")
        || reason.startsWith("Disk quota exceeded")
        || reason.startsWith("File too large")) {
      return new HttpException(
          Status.INSUFFICIENT_STORAGE, "the disk has no room for this; nothing was changed");
    }
    return reason.startsWith("Too many open files")
        ? new HttpException(Status.SERVICE_UNAVAILABLE, "the server has too many open files")
        : null;
  }
}
