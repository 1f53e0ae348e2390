package io.heddle.store;

import io.heddle.http.HttpException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is not complete yet, under a hidden name on the same file system as its future path.
 * Until it is published, nobody sees it. Closing it deletes it, unless it has been published. It
 * belongs to the thread that handles the request.
 *
 * <p>It is locked (fcntl) as long as it is open. So a draft that is not locked is a leftover of a
 * process that was killed.
 */
public final class Draft implements Closeable {
  /** The start of the names of drafts, which are hidden. */
  static final String PREFIX = ".heddle-draft-";

  private static final int MIN_BUFFER_BYTES = 1 << 10;
  private static final int MAX_BUFFER_BYTES = 32 << 10;

  private final Folder folder;
  private final FilePath path;
  private final Quota quota;
  private final String name = newName();
  private final FileChannel file;
  private long length;
  private boolean isKept;

  /**
   * Creates an empty draft.
   *
   * @param folder the nearest one to its path that exists; closed with the draft
   * @param path where it is to be
   */
  Draft(Folder folder, FilePath path, Quota quota) throws IOException {
    this.folder = folder;
    this.path = path;
    this.quota = quota;
    this.file =
        folder.file(
            name, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      lock();
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      folder.delete(name);
      throw e;
    }
  }

  private void lock() throws IOException {
    if (file.tryLock() == null) {
      throw new IOException("another process has taken the draft " + name);
    }
  }

  static String newName() {
    return PREFIX + UUID.randomUUID();
  }

  /** Where it is to be. */
  public FilePath path() {
    return path;
  }

  /** The bytes written so far. */
  public long length() {
    return length;
  }

  /**
   * Appends all that the stream has. Failures of the stream are passed on as they are.
   *
   * @param expectedBytes a guess, for the size of the buffer; -1 if unknown
   * @throws HttpException 507 when the disk is full, or the quota is used up
   */
  void receive(InputStream content, long expectedBytes) throws IOException, InterruptedException {
    long size = expectedBytes < 0 ? MAX_BUFFER_BYTES : expectedBytes;
    byte[] buffer = new byte[Math.clamp(size, MIN_BUFFER_BYTES, MAX_BUFFER_BYTES)];
    for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
      quota.take(count);
      length += count;
      write(ByteBuffer.wrap(buffer, 0, count));
    }
  }

  private void write(ByteBuffer bytes) throws IOException, InterruptedException {
    try {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  private static InterruptedException interrupted() {
    Thread.interrupted();
    return new InterruptedException("interrupted while writing a file");
  }

  /** Waits until its content is on the disk (fsync). */
  void force() throws IOException, InterruptedException {
    try {
      file.force(true);
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  /** Gives it a name in this folder; it replaces a file there. */
  void publish(Folder target, String as) throws IOException {
    try {
      folder.move(name, target, as);
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
    isKept = true;
  }

  /** Appends its content to a file, which must be open for writing. */
  void appendTo(FileChannel target) throws IOException, InterruptedException {
    try {
      long end = target.size();
      for (long done = 0; done < length; ) {
        target.position(end + done);
        done += file.transferTo(done, length - done, target);
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  /** Its bytes are now part of another file, so they still count. */
  void countAsAppended() {
    quota.count(length);
  }

  @Override
  public void close() throws IOException {
    try (folder;
        file) {
      if (!isKept) {
        isKept = true;
        quota.give(length);
        folder.delete(name);
      }
    }
  }
}
