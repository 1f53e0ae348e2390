package io.heddle.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds folders of stores that cannot be changed independently. Locations may share a folder. But
 * one within another would let each store overwrite changes of the other.
 */
final class SharedStores {
  private final Map<Path, StoreConfig> byFolder = new LinkedHashMap<>();

  /** Adds the stores of a server, and their mistakes to its block. */
  void add(ServerConfig server, Block block) {
    for (LocationConfig location : server.locations()) {
      store(location.served()).ifPresent(store -> add(location.path(), store, block));
    }
  }

  private static Optional<StoreConfig> store(Served served) {
    if (served instanceof Served.Store(_, var store)) {
      return Optional.of(store);
    }
    return served instanceof Served.Uploads(var store) ? Optional.of(store) : Optional.empty();
  }

  private void add(String path, StoreConfig store, Block block) {
    Path folder;
    try {
      folder = store.folder().toRealPath();
    } catch (IOException e) {
      block.mistake(
          "the folder of " + path + " cannot be found (" + e.getMessage() + "): name another");
      return;
    }
    for (Map.Entry<Path, StoreConfig> other : byFolder.entrySet()) {
      if (other.getKey().equals(folder)) {
        if (!isLike(store, other.getValue())) {
          block.mistake(
              "the location "
                  + path
                  + " shares its folder, with other limits: write the same files-quota, max-files"
                  + " and files-sync");
        }
      } else if (other.getKey().startsWith(folder) || folder.startsWith(other.getKey())) {
        block.mistake(
            "the folder of the location "
                + path
                + " and another store, "
                + other.getKey()
                + ", are one inside the other: name the same folder for both, or two that are"
                + " apart");
      }
    }
    byFolder.putIfAbsent(folder, store);
  }

  private static boolean isLike(StoreConfig one, StoreConfig other) {
    return one.limits().equals(other.limits()) && one.isSynced() == other.isSynced();
  }
}
