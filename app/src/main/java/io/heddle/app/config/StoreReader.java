package io.heddle.app.config;

import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.content.MediaTypes;
import io.heddle.content.PathRules;
import io.heddle.content.StaticFilesConfig;
import io.heddle.store.StoreLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads where clients store files, and how many. The keys are those of the options. */
final class StoreReader {
  private static final String FILES = "files";
  private static final String UPLOADS = "uploads";
  private static final String QUOTA = "files-quota";
  private static final String MAX_FILES = "max-files";
  private static final String SYNC = "files-sync";
  private static final String MAX_BYTES = "max-file-bytes";

  /** The keys of a folder that clients read and change. */
  static final Set<String> FILES_KEYS =
      Set.of(FilesReader.LIST, FilesReader.MEDIA_TYPE, FILES, QUOTA, MAX_FILES, SYNC, MAX_BYTES);

  /** The keys of a folder for the files of forms. */
  static final Set<String> UPLOADS_KEYS = Set.of(UPLOADS, QUOTA, MAX_FILES, SYNC, MAX_BYTES);

  private static final Size STANDARD_MAX = new Size(4L << 30);
  private static final int STANDARD_ENTRIES = 1_000_000;

  private StoreReader() {}

  /** Files that clients read, create, replace and delete. */
  static Optional<Served> files(LocationBlock location) {
    Block block = location.block();
    String path = location.path();
    if (location.isExact() || !path.endsWith("/")) {
      block.mistake(FILES, "the path of the location must end with a slash: add one");
    }
    PathRules rules = PathRules.STANDARD.withListing(block.flag(FilesReader.LIST));
    MediaTypes types = FilesReader.mediaTypes(block);
    String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return store(location, FILES)
        .map(
            store ->
                new Served.Store(
                    StaticFilesConfig.of(store.folder())
                        .withPrefix(prefix)
                        .withPaths(rules)
                        .withTypes(types),
                    store));
  }

  /** A page with a form, whose files are stored. */
  static Optional<Served> uploads(LocationBlock location) {
    if (!location.isExact()) {
      location
          .block()
          .mistake(
              UPLOADS, "a form has one path: write the location \"= " + location.path() + "\"");
    }
    return store(location, UPLOADS).map(Served.Uploads::new);
  }

  private static Optional<StoreConfig> store(LocationBlock location, String key) {
    Block block = location.block();
    long quota = size(block, QUOTA).map(Size::bytes).orElse(Long.MAX_VALUE);
    int entries = block.number(MAX_FILES, 1, Integer.MAX_VALUE).orElse(STANDARD_ENTRIES);
    boolean isSynced = block.flag(SYNC);
    long max = size(block, MAX_BYTES).orElse(STANDARD_MAX).bytes();
    return block
        .value(key, text -> writable(location.paths().directory(text)))
        .map(folder -> new StoreConfig(folder, new StoreLimits(quota, entries), isSynced, max));
  }

  private static Optional<Size> size(Block block, String key) {
    return block.value(key, Converted.by(new SizeConverter()));
  }

  private static Path writable(Path folder) {
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          "this folder is not writable: name another, or change its permissions");
    }
    return folder;
  }
}
