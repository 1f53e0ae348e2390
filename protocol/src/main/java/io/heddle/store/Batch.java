package io.heddle.store;

import io.heddle.http.HttpException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Files that arrive one after the other and are stored together, at the top of a {@link FileStore}.
 * Only the one that is arriving is open: of the others, it keeps the names. An empty draft, whose
 * name begins theirs, has the lock which shows that they are in use, and keeps the folder open. It
 * belongs to the thread that handles the request. Closing it deletes what has not been published.
 */
public final class Batch implements Closeable {
  /**
   * A file that has its final name.
   *
   * @param bytes its length
   */
  public record Stored(FilePath path, long bytes) {}

  private final FileStore store;
  private final String name = Draft.newName();
  private final Deque<Draft> drafts = new ArrayDeque<>();
  private final Draft locked;
  private int count;

  Batch(FileStore store) throws IOException {
    this.store = store;
    this.locked = store.lockAtTop(name);
  }

  /**
   * Receives one more file.
   *
   * @param as its future name
   * @throws HttpException 507 when there is no room
   */
  public void receive(String as, InputStream content) throws IOException, InterruptedException {
    count++;
    Draft draft = store.draftAtTop(as, Draft.nameInBatch(name, count));
    drafts.add(draft);
    try {
      store.receive(draft, content, -1);
    } finally {
      draft.closeFile();
    }
  }

  /**
   * Puts all files in their places, in their order. One whose name is taken gets a number: {@code
   * a.txt} becomes {@code a-2.txt}.
   */
  public List<Stored> publish() throws IOException, InterruptedException {
    List<Stored> stored = new ArrayList<>();
    for (Draft draft : drafts) {
      stored.add(new Stored(store.publishUnderFreeName(draft, locked.folder()), draft.length()));
    }
    return stored;
  }

  @Override
  public void close() throws IOException {
    try (locked) {
      deleteAll(locked.folder());
    }
  }

  /** Deletes all, even if one cannot be deleted. */
  private void deleteAll(Folder top) throws IOException {
    Draft draft = drafts.poll();
    if (draft != null) {
      try {
        draft.delete(top);
      } finally {
        deleteAll(top);
      }
    }
  }
}
