package io.heddle.store;

import io.heddle.http.HttpException;
import io.heddle.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A folder of files that many threads change at the same time. Content is first received into a
 * {@link Draft}, at the pace of the client, and then takes its place in one step. So readers see a
 * file as it was before or after a change, and so does everyone after a crash. Only an append is
 * copied in place: a reader may see a part of it, and a crash can cut it short. Thread-safe.
 *
 * <p>Other processes may change the folder too, but they are not waited for: a file that one of
 * them creates at the same moment is replaced.
 */
public final class FileStore {
  /** What must hold when a file is changed. No other client changes it meanwhile. */
  @FunctionalInterface
  public interface Condition {
    /** It always holds. */
    Condition NONE = _ -> {};

    /**
     * Returns normally if it holds.
     *
     * @param exists whether the file exists
     * @throws HttpException when it does not hold
     */
    void require(boolean exists) throws IOException, InterruptedException;
  }

  /** Is told of each change, when it has been made. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A file has changed, or is gone.
     *
     * @param version the file as it is now, if these facts are of no other version of it
     */
    void changed(Optional<FileFacts> version);
  }

  /** A change of one file. */
  private interface Change<T> {
    T make(Place place) throws IOException, InterruptedException;
  }

  private final Path root;
  private final Usage usage;
  private volatile boolean isSynced;
  private volatile Listener listener;
  private final Stamps stamps = new Stamps(InstantSource.system());
  private final MissingFolders missingFolders;
  private final PathLocks locks = new PathLocks();

  private FileStore(Path root, Usage usage, boolean isSynced, Listener listener) {
    this.root = root;
    this.usage = usage;
    this.isSynced = isSynced;
    this.listener = listener;
    this.missingFolders = new MissingFolders(root, usage.entries(), () -> this.isSynced);
  }

  /**
   * Opens a store. Clears what a killed process has left, and counts the files.
   *
   * @param folder exists; if it is a symbolic link, it is resolved now
   * @param limits beyond which nothing is stored
   * @param isSynced whether a change is on the disk before it is reported as done (fsync)
   * @param listener is told of each change
   */
  public static FileStore open(Path folder, StoreLimits limits, boolean isSynced, Listener listener)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "cannot store files in " + folder + ": not a folder; name one that exists");
    }
    Path real = folder.toRealPath();
    Usage usage = Usage.within(limits);
    Inventory.take(real, usage);
    return new FileStore(real, usage, isSynced, listener);
  }

  /**
   * Works like this from now on. If there is more than the limits allow, it stays, and nothing is
   * added.
   *
   * @param next is told of changes, instead of the listener before
   */
  public void use(StoreLimits limits, boolean syncs, Listener next) {
    usage.allow(limits);
    isSynced = syncs;
    listener = next;
  }

  /** The bytes of all files together, with the drafts. */
  public long usedBytes() {
    return usage.bytes().used();
  }

  /** The number of files and folders, with the drafts. */
  public long usedEntries() {
    return usage.entries().used();
  }

  /**
   * Checks whether a file may be changed, before its content is read.
   *
   * @param length of the content in bytes; -1 if unknown
   * @throws HttpException 409 when the path leads to or through something else than folders and a
   *     file; 507 when there is no room
   */
  public void check(FilePath path, long length, Condition condition)
      throws IOException, InterruptedException {
    try (Place place = Place.of(root, path)) {
      place.requireFileOrNothing();
      condition.require(place.exists());
      usage.bytes().requireRoom(Math.max(length, 0));
      usage.entries().requireRoom(1 + place.missingFolders());
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  /**
   * Receives the content of a file into a draft, which the caller publishes and closes.
   *
   * @param length of the content in bytes, as announced; -1 if unknown
   * @throws HttpException 507 when there is no room
   */
  public Draft receive(FilePath path, InputStream content, long length)
      throws IOException, InterruptedException {
    Draft draft = draft(path, usage, Draft.newName());
    try {
      receive(draft, content, length);
      return draft;
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      draft.close();
      throw e;
    }
  }

  void receive(Draft draft, InputStream content, long length)
      throws IOException, InterruptedException {
    draft.receive(content, length);
    if (isSynced) {
      draft.force();
    }
  }

  /**
   * Begins to receive files that are stored together.
   *
   * @throws HttpException 507 when there may be no more entries
   */
  public Batch batch() throws IOException {
    usage.entries().requireRoom(1);
    return new Batch(this);
  }

  /** A draft of a file at the top of the store. */
  Draft draftAtTop(String as, String hiddenName) throws IOException {
    return draft(new FilePath(List.of(), as), usage, hiddenName);
  }

  /** An empty draft that is only there to be locked, and counts nowhere. */
  Draft lockAtTop(String hiddenName) throws IOException {
    FilePath path = new FilePath(List.of(), "lock");
    return draft(path, Usage.within(StoreLimits.NONE), hiddenName);
  }

  /** A draft next to its future path, or where the first missing folder will be. */
  private Draft draft(FilePath path, Usage counts, String hiddenName) throws IOException {
    try {
      Place place = Place.of(root, path);
      try {
        return new Draft(place.folder(), path, counts, hiddenName);
      } catch (IOException | RuntimeException | Error e) {
        place.close();
        throw e;
      }
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  /**
   * Puts a draft in its place: creates the file, or replaces it. Missing folders are created.
   *
   * @return whether the file is new
   */
  public boolean publish(Draft draft, Condition condition)
      throws IOException, InterruptedException {
    return change(
        draft.path(),
        place -> {
          place.requireFileOrNothing();
          condition.require(place.exists());
          publish(draft, draft.folder(), draft.path(), place);
          return !place.exists();
        });
  }

  /**
   * Puts a draft in its place, or if that is taken, next to it: {@code a.txt} becomes {@code
   * a-2.txt}, and so on.
   *
   * @param from the folder that the draft is in, and will be in
   * @return the path that it has now
   */
  FilePath publishUnderFreeName(Draft draft, Folder from) throws IOException, InterruptedException {
    while (true) {
      // Somebody else may take it before the lock is held.
      FilePath path = freePath(draft, from);
      boolean isFree =
          change(
              path,
              place -> {
                if (!place.exists()) {
                  publish(draft, from, path, place);
                }
                return !place.exists();
              });
      if (isFree) {
        return path;
      }
    }
  }

  private static FilePath freePath(Draft draft, Folder folder) throws IOException {
    try {
      String name = FreeName.of(draft.path().name(), taken -> folder.facts(taken) != null);
      return draft.path().sibling(name);
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    }
  }

  private void publish(Draft draft, Folder from, FilePath path, Place place)
      throws IOException, InterruptedException {
    if (place.isParent()) {
      publish(draft, from, path, place, place.folder());
    } else {
      try (Folder parent = missingFolders.make(path, place.missingFolders())) {
        publish(draft, from, path, place, parent);
      }
    }
  }

  private void publish(Draft draft, Folder from, FilePath path, Place place, Folder parent)
      throws IOException {
    Optional<Instant> stamp = draft.stamp(from, stamps);
    draft.publish(from, parent, path.name());
    forget(place);
    draft.became(version(path, stamp));
    finish(parent, draft.version());
  }

  private Optional<FileFacts> version(FilePath path, Optional<Instant> stamp) {
    return stamp.flatMap(time -> Stamps.version(path.in(root), time));
  }

  /** What was at this place is gone, and counts no more. */
  private void forget(Place place) {
    if (place.exists()) {
      usage.bytes().give(place.sizeBytes());
      usage.entries().give(1);
    }
  }

  /**
   * Appends a draft to the file at its path.
   *
   * @throws HttpException 404 when there is no file; 507 when the disk has no room, and then the
   *     file is as it was
   */
  public void append(Draft draft, Condition condition) throws IOException, InterruptedException {
    changeExisting(
        draft.path(),
        condition,
        place -> {
          append(draft, place);
          String name = draft.path().name();
          draft.became(version(draft.path(), stamps.stamp(place.folder(), name)));
          listener.changed(draft.version());
          return true;
        });
  }

  private void append(Draft draft, Place place) throws IOException, InterruptedException {
    String name = draft.path().name();
    try (FileChannel file = place.folder().file(name, StandardOpenOption.WRITE)) {
      long end = file.size();
      try {
        draft.appendTo(file, end);
        if (isSynced) {
          file.force(true);
        }
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        shorten(place.folder(), name, end, e);
        throw e;
      }
    }
    draft.leaveBytes();
  }

  /** Removes what was appended before this failure, which an interrupt may have caused. */
  private static void shorten(Folder folder, String name, long length, Throwable failure) {
    boolean isInterrupted = Thread.interrupted();
    try (FileChannel file = folder.file(name, StandardOpenOption.WRITE)) {
      file.truncate(length);
    } catch (IOException e) {
      failure.addSuppressed(e);
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Deletes a file.
   *
   * @throws HttpException 404 when there is none
   */
  public void delete(FilePath path, Condition condition) throws IOException, InterruptedException {
    changeExisting(
        path,
        condition,
        place -> {
          place.folder().delete(path.name());
          forget(place);
          finish(place.folder(), Optional.empty());
          return true;
        });
  }

  /**
   * Makes a change of a file.
   *
   * @throws HttpException 404 when there is none
   */
  private <T> T changeExisting(FilePath path, Condition condition, Change<T> change)
      throws IOException, InterruptedException {
    return change(
        path,
        place -> {
          place.requireFileOrNothing();
          if (!place.exists()) {
            throw noSuchFile();
          }
          condition.require(true);
          try {
            return change.make(place);
          } catch (NoSuchFileException e) {
            // Another program has just removed it.
            throw noSuchFile();
          }
        });
  }

  private static HttpException noSuchFile() {
    return new HttpException(Status.NOT_FOUND, "no such file");
  }

  /** Makes a change while no other client changes the same file. */
  private <T> T change(FilePath path, Change<T> change) throws IOException, InterruptedException {
    locks.lock(path);
    try (Place place = Place.of(root, path)) {
      return change.make(place);
    } catch (IOException e) {
      throw StoreFaults.translated(e);
    } finally {
      locks.unlock(path);
    }
  }

  /** A name in this folder has changed. */
  private void finish(Folder folder, Optional<FileFacts> version) throws IOException {
    listener.changed(version);
    if (isSynced) {
      folder.force();
    }
  }
}
