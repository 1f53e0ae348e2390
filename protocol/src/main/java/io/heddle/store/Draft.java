package io.heddle.store;

import io.heddle.http.HttpException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A file that is not complete yet, under a hidden name on the same file system as its future path.
 * Clients cannot see it before it is published. Closing it deletes it, unless it has been
 * published. It belongs to the thread that handles the request.
 *
 * <p>It is locked (fcntl) as long as its file is open. So a draft that is not locked is a leftover
 * of a process that was killed, unless it belongs to a {@link Batch}, which has a lock for all of
 * its drafts.
 */
public final class Draft implements Closeable {
  /** The start of the names of drafts, which are hidden. */
  private static final String PREFIX = ".heddle-draft-";

  private static final int ID_CHARS = 36;
  private static final int MIN_BUFFER_BYTES = 1 << 10;
  private static final int MAX_BUFFER_BYTES = 32 << 10;

  private final Folder folder;
  private final FilePath path;
  private final Usage usage;
  private final String name;
  private final FileChannel file;
  private long length;

  /** How many of its bytes are counted as its own. */
  private long countedBytes;

  private boolean isKept;
  private Optional<FileFacts> version = Optional.empty();

  /**
   * Creates an empty draft.
   *
   * @param folder the nearest one to its path that exists; closed with the draft
   * @param path where it is to be
   * @param name its hidden name
   * @throws HttpException 507 when there may be no more entries
   */
  Draft(Folder folder, FilePath path, Usage usage, String name) throws IOException {
    this.folder = folder;
    this.path = path;
    this.usage = usage;
    this.name = name;
    usage.entries().take(1);
    try {
      this.file = create();
    } catch (IOException | RuntimeException | Error e) {
      usage.entries().give(1);
      throw e;
    }
  }

  private FileChannel create() throws IOException {
    FileChannel created =
        folder.file(
            name, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (created.tryLock() == null) {
        throw new IOException("another process has taken the draft " + name);
      }
      return created;
    } catch (IOException | RuntimeException | Error e) {
      created.close();
      folder.delete(name);
      throw e;
    }
  }

  /** A hidden name that nothing else has. */
  static String newName() {
    return PREFIX + UUID.randomUUID();
  }

  /** Whether it is such a name, or that of a draft in a batch. */
  static boolean isName(String name) {
    return name.startsWith(PREFIX) && name.chars().allMatch(c -> c < 0x80);
  }

  /** The hidden name of a draft in a batch. */
  static String nameInBatch(String nameOfBatch, int number) {
    return nameOfBatch + "-" + number;
  }

  /**
   * The name of the file whose lock shows that a draft is in use: its own, or that of its batch.
   */
  static String lockedName(String name) {
    return name.substring(0, Math.min(name.length(), PREFIX.length() + ID_CHARS));
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
      usage.bytes().take(count);
      countedBytes += count;
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

  /**
   * The file that it has become, or that it was appended to, if these facts are of no other version
   * of it; empty before that.
   */
  Optional<FileFacts> version() {
    return version;
  }

  /** Reports what it has become. */
  void became(Optional<FileFacts> made) {
    version = made;
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

  /** Closes its file and its folder, and keeps only its name. */
  void closeFile() throws IOException {
    try (folder) {
      file.close();
    }
  }

  /**
   * Gives it a name in this folder; it replaces a file there.
   *
   * @param from the folder that it is in
   * @throws HttpException 409 when a folder has just got that name
   */
  void publish(Folder from, Folder target, String as) throws IOException {
    try {
      from.move(name, target, as);
    } catch (IOException e) {
      if (target.hasFolder(as)) {
        throw StoreFaults.isFolder();
      }
      throw StoreFaults.translated(e);
    }
    isKept = true;
  }

  /**
   * Gives it a time that no other file has.
   *
   * @param from the folder that it is in
   */
  Optional<Instant> stamp(Folder from, Stamps stamps) {
    return stamps.stamp(from, name);
  }

  /** The folder that it is in; closed if only its name is kept. */
  Folder folder() {
    return folder;
  }

  /**
   * Appends its content to a file.
   *
   * @param target open for writing
   * @param end of the file, in bytes
   */
  void appendTo(FileChannel target, long end) throws IOException, InterruptedException {
    try {
      for (long done = 0; done < length; ) {
        long count = file.transferTo(done, length - done, target.position(end + done));
        if (count <= 0) {
          throw new IOException(
              "the draft %s has become shorter: it ends at byte %d of %d"
                  .formatted(name, done, length));
        }
        done += count;
      }
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  /** Its bytes are now part of another file, so they still count when it is deleted. */
  void leaveBytes() {
    countedBytes = 0;
  }

  /** Deletes it if it has not been published, although only its name was kept. */
  void delete(Folder from) throws IOException {
    if (!isKept) {
      isKept = true;
      usage.bytes().give(countedBytes);
      usage.entries().give(1);
      from.delete(name);
    }
  }

  @Override
  public void close() throws IOException {
    try (folder;
        file) {
      delete(folder);
    }
  }
}
