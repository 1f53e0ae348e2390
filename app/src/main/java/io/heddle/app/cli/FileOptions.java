package io.heddle.app.cli;

import io.heddle.app.values.Fallback;
import io.heddle.app.values.OwnType;
import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.content.FileCache;
import io.heddle.content.FileFields;
import io.heddle.content.MediaTypes;
import io.heddle.content.StaticFilesConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for the files that the server serves. */
public final class FileOptions {
  private static final String ROOT = "--root";
  private static final String INDEX = "--index";
  private static final String LIST = "--list";
  private static final String CLEAN_URLS = "--clean-urls";
  private static final String FALLBACK = "--fallback";
  private static final String MEDIA_TYPE = "--media-type";
  private static final String CACHE = "--file-cache";

  /** The cache may take this fraction of the heap: one fourth. */
  private static final int HEAP_SHARE = 4;

  @Option(
      names = ROOT,
      paramLabel = "DIR",
      description = "Folder of files to serve. Without it, there is a small welcome page.")
  private @Nullable Path root;

  @Option(
      names = INDEX,
      paramLabel = "NAME",
      split = ",",
      description = {
        "Files that a folder leads to, in the order of preference, separated by commas.",
        "Default: index.html"
      })
  private List<String> indexes = List.of("index.html");

  @Option(
      names = LIST,
      fallbackValue = "true",
      description = "Show what is in a folder without an index file; JSON for clients that ask.")
  private boolean list;

  @Option(
      names = CLEAN_URLS,
      fallbackValue = "true",
      description = "Serve about.html at /about, and redirect /about.html there.")
  private boolean cleanUrls;

  @Option(
      names = FALLBACK,
      paramLabel = "FILE",
      description =
          "File of --root for pages that are not there, with status 200: the start of a single-page"
              + " application, such as index.html.")
  private @Nullable String fallback;

  @Option(
      names = MEDIA_TYPE,
      paramLabel = "EXT=TYPE",
      split = "\\R",
      converter = OwnType.Converter.class,
      description = "Media type of files with an extension, such as log=text/plain. Repeatable.")
  private List<OwnType> mediaTypes = List.of();

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

  /**
   * What to serve; empty without a folder.
   *
   * @param fields of responses with a file
   */
  public Optional<StaticFilesConfig> config(FileFields fields) {
    return root().map(folder -> config(folder, fields));
  }

  private StaticFilesConfig config(Path folder, FileFields fields) {
    StaticFilesConfig config =
        reading(folder).withIndexes(indexes).withCleanUrls(cleanUrls).withFields(fields);
    return fallback == null ? config : config.withFallback(Fallback.path(fallback));
  }

  /** How files are read from any folder. */
  public StaticFilesConfig reading(Path folder) {
    MediaTypes types = MediaTypes.STANDARD;
    for (OwnType own : mediaTypes) {
      types = types.with(own.extension(), own.type());
    }
    return StaticFilesConfig.of(folder).withCache(cache()).withListing(list).withTypes(types);
  }

  /** The cache for files; a new one at each call. */
  private FileCache cache() {
    long bytes = cache == null ? FileCache.standardBytes() : cache.bytes();
    return new FileCache(bytes, FileCache.STANDARD_OPEN_FILES);
  }

  /**
   * How many files are open at most because of the caches.
   *
   * @param hasStore whether the files that clients store have a cache too
   * @param hasServers whether there may be virtual servers, which have one cache together
   */
  int maxOpenFiles(boolean hasStore, boolean hasServers) {
    int caches = (root == null && !hasServers ? 0 : 1) + (hasStore ? 1 : 0);
    return cache != null && cache.bytes() == 0 ? 0 : caches * FileCache.STANDARD_OPEN_FILES;
  }

  void check(Predicate<String> isSet, boolean hasStore) {
    long most = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
    if (cache != null && cache.bytes() > most) {
      throw new WrongValue(
          "the heap is %s: write at most a quarter of it, or give the JVM a larger one (-Xmx)"
              .formatted(new Size(Runtime.getRuntime().maxMemory())),
          CACHE);
    }
    for (String option : new String[] {LIST, MEDIA_TYPE, CACHE}) {
      if (root == null && !hasStore && isSet.test(option)) {
        throw new WrongValue(
            "there are no files: add --root or --files, or remove this option", option);
      }
    }
    for (String option : new String[] {INDEX, CLEAN_URLS, FALLBACK}) {
      if (root == null && isSet.test(option)) {
        throw new WrongValue("there are no files: add --root, or remove this option", option);
      }
    }
    for (String name : indexes) {
      if (name.isEmpty() || name.startsWith(".") || name.contains("/")) {
        throw new WrongValue("write names of files, such as index.html,index.htm", INDEX);
      }
    }
    if (root != null) {
      check(root, ROOT, "name a folder, or remove this option for a welcome page");
      checkFallback(root);
    }
  }

  private void checkFallback(Path folder) {
    if (fallback == null) {
      return;
    }
    try {
      Fallback.in(folder, fallback);
    } catch (IllegalArgumentException e) {
      throw new WrongValue(String.valueOf(e.getMessage()), FALLBACK);
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
          "this folder is not readable: name another, or change its permissions", option);
    }
  }

  /** Removes values that have no effect, and adds the default that depends on the heap. */
  void describe(Map<String, String> values, boolean hasStore) {
    for (String option : new String[] {INDEX, LIST, CLEAN_URLS, MEDIA_TYPE}) {
      boolean isUsed =
          root != null || (hasStore && (option.equals(LIST) || option.equals(MEDIA_TYPE)));
      if (!isUsed) {
        values.remove(option.substring(2));
      }
    }
    if (mediaTypes.isEmpty()) {
      values.remove(MEDIA_TYPE.substring(2));
    }
    String name = CACHE.substring(2);
    if (root == null && !hasStore) {
      values.remove(name);
    } else if (cache == null) {
      values.put(name, new Size(FileCache.standardBytes()).toString());
    }
  }
}
