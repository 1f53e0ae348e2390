package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where a path leads at the moment: the nearest folder that exists, which it holds open, and what
 * is at the path.
 *
 * @param missingFolders how many folders of the path do not exist
 * @param facts of what is at the path; null if nothing is
 */
record Place(Folder folder, int missingFolders, @Nullable BasicFileAttributes facts)
    implements Closeable {
  /** Follows the path from the root, as far as there are folders. */
  static Place of(Path root, FilePath path) throws IOException {
    Folder folder = Folder.open(root);
    int left = path.folders().size();
    try {
      for (String name : path.folders()) {
        if (folder.facts(name) == null) {
          return new Place(folder, left, null);
        }
        Folder above = folder;
        folder = above.enter(name);
        above.close();
        left--;
      }
      return new Place(folder, left, folder.facts(path.name()));
    } catch (IOException | RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  /** Whether the folder is the one that the path names, and not one above it. */
  boolean isParent() {
    return missingFolders == 0;
  }

  /** Whether a file is there. */
  boolean exists() {
    return facts != null;
  }

  /**
   * Fails if something is there that is not a file.
   *
   * @throws HttpException 409
   */
  void requireFileOrNothing() {
    if (facts != null && !facts.isRegularFile()) {
      throw facts.isDirectory()
          ? StoreFaults.isFolder()
          : new HttpException(Status.CONFLICT, "this is a link or a special file");
    }
  }

  /** The size of what is there, in bytes; 0 if nothing is. */
  long sizeBytes() {
    return facts == null ? 0 : facts.size();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
