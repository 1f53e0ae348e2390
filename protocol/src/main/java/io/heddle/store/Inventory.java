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
 * process has left, and counts the bytes of all other files. It follows no links.
 */
final class Inventory {
  private long bytes;

  private Inventory() {}

  /** Clears the tree under this folder; returns the bytes in it. */
  static long take(Path root) throws IOException {
    Inventory inventory = new Inventory();
    try (Folder folder = Folder.open(root)) {
      inventory.visit(folder);
    }
    return inventory.bytes;
  }

  private void visit(Folder folder) throws IOException {
    for (String name : folder.names()) {
      BasicFileAttributes facts = folder.facts(name);
      if (facts == null) {
        continue;
      }
      boolean isDraft = name.startsWith(Draft.PREFIX);
      if (facts.isDirectory()) {
        visit(folder, name, isDraft);
      } else if (facts.isRegularFile() && !(isDraft && clear(folder, name))) {
        bytes += facts.size();
      }
    }
  }

  private void visit(Folder parent, String name, boolean isDraft) throws IOException {
    try (Folder folder = parent.enter(name)) {
      visit(folder);
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      // It was removed or replaced meanwhile, or clients cannot reach it either.
      return;
    }
    if (isDraft) {
      try {
        parent.deleteFolder(name);
      } catch (NoSuchFileException | DirectoryNotEmptyException e) {
        // Another process has just put it to its place, and uses it.
        return;
      }
    }
  }

  /** Deletes a draft unless a living process writes it; returns whether it did. */
  private static boolean clear(Folder folder, String name) throws IOException {
    try (FileChannel file = folder.file(name, StandardOpenOption.WRITE);
        @Nullable FileLock lock = file.tryLock()) {
      if (lock == null) {
        return false;
      }
      folder.delete(name);
    } catch (NoSuchFileException | OverlappingFileLockException | AccessDeniedException e) {
      // Its writer has just finished, is in this process, or is another user.
      return false;
    }
    return true;
  }
}
