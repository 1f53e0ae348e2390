package io.heddle.app.sites;

import io.heddle.app.config.StoreConfig;
import io.heddle.app.resources.Resources;
import io.heddle.store.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The stores of all locations. Those in the same folder are one, so that changes of the same file
 * wait for each other, and all readers notice them. Configurations share them, since clients may be
 * sending files: to open one again would delete what they have sent so far.
 */
final class Stores {
  private record Shared(FileStore store, List<FileStore.Listener> readers) {}

  private final Map<Path, Shared> byFolder = new HashMap<>();
  private final Resources resources;

  Stores(Resources resources) {
    this.resources = resources;
  }

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
    FileStore.Listener all = version -> readers.forEach(reader -> reader.changed(version));
    FileStore store =
        resources.shared(
            FileStore.class,
            folder,
            () -> FileStore.open(folder, config.limits(), config.isSynced(), all));
    resources.atBeginning(() -> store.use(config.limits(), config.isSynced(), all));
    Shared opened = new Shared(store, readers);
    byFolder.put(folder, opened);
    return opened;
  }
}
