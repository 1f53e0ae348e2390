package io.heddle.content;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import io.heddle.store.TooManyOpenFilesException;
import java.nio.file.FileSystemException;

/**
 * What happens when the process, or the whole system, has no file descriptors left. It is made at
 * the start, because loading a class may need a descriptor. Thread-safe.
 */
final class NoDescriptor {
  private final FileCache cache;

  /**
   * The answers to requests.
   *
   * @param cache releases its open files when no descriptor is left
   */
  NoDescriptor(FileCache cache) {
    this.cache = cache;
    TooManyOpenFilesException.load();
  }

  /**
   * Makes room for another attempt to open something.
   *
   * @return whether a missing descriptor was the reason for the failure
   */
  boolean makesRoom(FileSystemException failure) {
    boolean isReason = TooManyOpenFilesException.or(failure) instanceof TooManyOpenFilesException;
    if (isReason) {
      cache.releaseOpenFiles();
    }
    return isReason;
  }

  /**
   * The failure itself, to be thrown, if it has another reason.
   *
   * @throws HttpException 503 if no descriptor was left
   */
  FileSystemException refusal(FileSystemException failure) {
    if (makesRoom(failure)) {
      throw new HttpException(Status.SERVICE_UNAVAILABLE, "the server has too many open files");
    }
    return failure;
  }
}
