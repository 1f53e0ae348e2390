package io.heddle.app.sites;

import io.heddle.app.config.StoreConfig;
import io.heddle.store.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The stores of all locations. Those in the same folder are one, so that changes of the same file
 * wait for each other, and all readers notice them.
 */
final class Stores {
  private record Shared(FileStore store, List<FileStore.Listener> readers) {}

  private final Map<Path, Shared> byFolder = new HashMap<>();

  /** Opens a store, unless it is open. */
  FileStore open(StoreConfig config) throws IOException {
    return shared(config).store;
  }

  /** Opens a store, unless it is open, with one more reader of its files. */
  FileStore open(StoreConfig config, FileStore.Listener reader) throws IOException {
    Shared shared = shared(config);
    shared.readers.add(reader);
    return shared.store;
  }

  private Shared shared(StoreConfig config) throws IOException {
    Path folder = config.folder().toRealPath();
    Shared open = byFolder.get(folder);
    if (open != null) {
      return open;
    }
    List<FileStore.Listener> readers = new CopyOnWriteArrayList<>();
    FileStore store =
        FileStore.open(
            folder,
            config.limits(),
            config.isSynced(),
            version -> readers.forEach(reader -> reader.changed(version)));
    Shared opened = new Shared(store, readers);
    byFolder.put(folder, opened);
    return opened;
  }
}
