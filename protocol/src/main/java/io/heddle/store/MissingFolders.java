package io.heddle.store;

import io.heddle.http.HttpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Creates the folders above a file. Java cannot create a folder relative to an open one (mkdirat).
 * So each is created with a hidden name at the root, and then moved to its place, which follows no
 * links. Thread-safe.
 */
final class MissingFolders {
  private final Path root;
  private final Quota entries;
  private final BooleanSupplier isSynced;

  /** Held while a folder is moved, because the move would replace an empty folder. */
  private final Lock lock = new ReentrantLock();

  /**
   * For the store at this root.
   *
   * @param entries in which each folder counts
   * @param isSynced whether a folder is on the disk before it is used
   */
  MissingFolders(Path root, Quota entries, BooleanSupplier isSynced) {
    this.root = root;
    this.entries = entries;
    this.isSynced = isSynced;
  }

  /**
   * Opens the folder of this path. The caller closes it.
   *
   * @param missing how many folders at the end of the path may have to be created
   * @throws HttpException 409 when a folder on the path is another disk; 507 when there may not be
   *     so many more entries, and then none is created
   */
  Folder make(FilePath path, int missing) throws IOException, InterruptedException {
    entries.take(missing);
    int unused = missing;
    try {
      Folder folder = Folder.open(root);
      int left = path.folders().size();
      for (String name : path.folders()) {
        try (Folder above = folder) {
          if (left <= missing && makeAlone(above, name)) {
            unused--;
            force(above);
          }
          folder = above.enter(name);
        }
        left--;
      }
      return folder;
    } finally {
      entries.give(unused);
    }
  }

  private void force(Folder changed) throws IOException {
    if (isSynced.getAsBoolean()) {
      changed.force();
    }
  }

  /** Creates a folder, unless something is there; returns whether it did. */
  private boolean makeAlone(Folder parent, String name) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (parent.facts(name) != null) {
        return false;
      }
      make(parent, name);
      return true;
    } catch (IOException e) {
      if (parent.facts(name) != null) {
        // Somebody else has just got the name, for a file or for a folder that can be entered.
        return false;
      }
      throw StoreFaults.translated(e);
    } finally {
      lock.unlock();
    }
  }

  private void make(Folder parent, String name) throws IOException {
    String hidden = Draft.newName();
    Path made = root.resolve(hidden);
    try (Folder top = Folder.open(root)) {
      Files.createDirectory(made);
      top.move(hidden, parent, name);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(made);
      throw e;
    }
  }
}
