package io.heddle.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A walk through all folders of a store before it opens: it deletes the drafts that a killed
 * process has left, and counts everything else. It follows no links.
 */
final class Inventory {
  private final Usage usage;

  private Inventory(Usage usage) {
    this.usage = usage;
  }

  /** Clears the tree under this folder, and counts what is in it. */
  static void take(Path root, Usage usage) throws IOException {
    try (Folder folder = Folder.open(root)) {
      new Inventory(usage).visit(folder);
    }
  }

  private void visit(Folder folder) throws IOException {
    for (Path path : folder.names()) {
      BasicFileAttributes facts = folder.facts(path);
      if (facts == null) {
        continue;
      }
      if (facts.isDirectory()) {
        visit(folder, path);
      }
      String name = path.toString();
      boolean isCleared =
          Draft.isName(name)
              && (facts.isDirectory()
                  ? clearFolder(folder, name)
                  : facts.isRegularFile() && clear(folder, name));
      if (!isCleared) {
        usage.entries().count(1);
        usage.bytes().count(facts.isRegularFile() ? facts.size() : 0);
      }
    }
  }

  private void visit(Folder parent, Path name) throws IOException {
    try (Folder folder = parent.enter(name)) {
      visit(folder);
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      // It was removed or replaced meanwhile, or clients cannot reach it either.
      return;
    }
  }

  /** Deletes a folder that has not got its name; returns whether it did. */
  private static boolean clearFolder(Folder parent, String name) throws IOException {
    try {
      parent.deleteFolder(name);
      return true;
    } catch (NoSuchFileException | DirectoryNotEmptyException | AccessDeniedException e) {
      // Another process has just put it to its place and uses it, or it is another user's.
      return false;
    }
  }

  /** Deletes a draft unless a living process has its lock; returns whether it did. */
  private static boolean clear(Folder folder, String name) throws IOException {
    String locked = Draft.lockedName(name);
    try (FileChannel file = folder.file(locked, StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock()) {
      if (lock == null) {
        return false;
      }
      folder.delete(name);
      return true;
    } catch (NoSuchFileException e) {
      // Without the file with its lock, it is a leftover. Otherwise its writer has just finished.
      return !locked.equals(name) && deleteIfThere(folder, name);
    } catch (OverlappingFileLockException | AccessDeniedException e) {
      // Its writer is in this process, or is another user.
      return false;
    }
  }

  private static boolean deleteIfThere(Folder folder, String name) throws IOException {
    try {
      folder.delete(name);
      return true;
    } catch (NoSuchFileException | AccessDeniedException e) {
      return false;
    }
  }
}
