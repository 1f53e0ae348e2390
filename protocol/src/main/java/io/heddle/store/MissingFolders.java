package io.heddle.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Creates the folders above a file. Java cannot create a folder relative to an open one (mkdirat).
 * So each is created with a hidden name at the root, and then moved to its place, which follows no
 * links. Thread-safe.
 */
final class MissingFolders {
  private final Path root;
  private final boolean isSynced;

  /** Held while a folder is moved, because the move would replace an empty folder. */
  private final Lock lock = new ReentrantLock();

  MissingFolders(Path root, boolean isSynced) {
    this.root = root;
    this.isSynced = isSynced;
  }

  /** Opens the folder of this path. The caller closes it. */
  Folder make(FilePath path) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      Folder folder = Folder.open(root);
      for (String name : path.folders()) {
        try (Folder above = folder) {
          if (above.facts(name) == null) {
            make(above, name);
          }
          folder = above.enter(name);
        }
      }
      return folder;
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
      if (isSynced) {
        parent.force();
      }
    } catch (IOException e) {
      Files.deleteIfExists(made);
      throw StoreFaults.translated(e);
    }
  }
}
