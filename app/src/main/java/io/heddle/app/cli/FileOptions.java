package io.heddle.app.cli;

import io.heddle.content.FileCache;
import io.heddle.content.StaticFilesConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the files that the server serves. */
public final class FileOptions {
  private static final String ROOT = "--root";
  private static final String CACHE = "--file-cache";

  /** The cache may take this fraction of the heap: one fourth. */
  private static final int HEAP_SHARE = 4;

  @Option(
      names = ROOT,
      paramLabel = "DIR",
      description = "Folder of files to serve. Without it, there is a small welcome page.")
  private @Nullable Path root;

  @Option(
      names = CACHE,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "Memory for files that are served often; 0 for none. Changes are noticed within 1s.",
        "Default: a sixteenth of the heap, at most 64MiB"
      })
  private @Nullable Size cache;

  FileOptions() {}

  public Optional<Path> root() {
    return Optional.ofNullable(root);
  }

  /** What to serve; empty without a folder. */
  public Optional<StaticFilesConfig> config() {
    return root().map(folder -> StaticFilesConfig.of(folder).withCache(cache()));
  }

  /** The cache for files; a new one at each call. */
  public FileCache cache() {
    long bytes = cache == null ? FileCache.standardBytes() : cache.bytes();
    return new FileCache(bytes, FileCache.STANDARD_OPEN_FILES);
  }

  /**
   * How many files are open at most because of the caches.
   *
   * @param hasStore whether the files that clients store have a cache too
   */
  int maxOpenFiles(boolean hasStore) {
    int caches = (root == null ? 0 : 1) + (hasStore ? 1 : 0);
    return cache != null && cache.bytes() == 0 ? 0 : caches * FileCache.STANDARD_OPEN_FILES;
  }

  void check(Predicate<String> isSet, boolean hasStore) {
    if (root == null && !hasStore && isSet.test(CACHE)) {
      throw new WrongValue(
          "there are no files: add --root or --files, or remove this option", CACHE);
    }
    long most = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    if (cache != null && cache.bytes() > most) {
      throw new WrongValue(
          "the heap is %s: write at most a quarter of it, or give the JVM a larger one (-Xmx)"
              .formatted(new Size(Runtime.getRuntime().maxMemory())),
          CACHE);
    }
    if (root != null) {
      check(root, ROOT, "name a folder, or remove this option for a welcome page");
    }
  }

  /** Checks that an option names a folder that can be read. */
  static void check(Path folder, String option, String remedy) {
    if (!Files.isDirectory(folder)) {
      throw new WrongValue(
          (Files.exists(folder) ? "this is not a folder" : "there is no such folder")
              + ": "
              + remedy,
          option);
    }
    if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
      throw new WrongValue(
          "this folder may not be read: name another, or change its permissions", option);
    }
  }

  /** Removes values that have no effect, and adds the default that depends on the heap. */
  void describe(Map<String, String> values, boolean hasStore) {
    String name = CACHE.substring(2);
    if (root == null && !hasStore) {
      values.remove(name);
    } else if (cache == null) {
      values.put(name, new Size(FileCache.standardBytes()).toString());
    }
  }
}
