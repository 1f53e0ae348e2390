package io.heddle.app.cli;

import static io.heddle.app.cli.Options.DEFAULT;

import io.heddle.app.values.Size;
import io.heddle.app.values.SizeConverter;
import io.heddle.store.StoreLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for files that clients store. */
public final class StoreOptions {
  private static final String FILES = "--files";
  private static final String UPLOADS = "--uploads";
  private static final String QUOTA = "--files-quota";
  private static final String ENTRIES = "--max-files";
  private static final String SYNC = "--files-sync";
  private static final String MAX = "--max-file-bytes";
  private static final Size STANDARD_MAX = new Size(4L << 30);
  private static final int STANDARD_ENTRIES = 1_000_000;

  @Option(
      names = FILES,
      paramLabel = "DIR",
      description =
          "Folder of /files/, whose files every client may read, create, replace and delete.")
  private @Nullable Path files;

  @Option(
      names = UPLOADS,
      paramLabel = "DIR",
      description =
          "Folder for files that are sent with a form, such as that of the page /uploads.")
  private @Nullable Path uploads;

  @Option(
      names = QUOTA,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "Most bytes in the folder of --files, and in that of --uploads; beyond that, a request is"
            + " answered 507.",
        "Default: as much as the disk has"
      })
  private @Nullable Size quota;

  @Option(
      names = ENTRIES,
      paramLabel = "N",
      converter = WholeNumberConverter.class,
      description = {
        "Most files and folders in the folder of --files, and in that of --uploads; beyond that, a"
            + " request is answered 507.",
        DEFAULT
      })
  private int entries = STANDARD_ENTRIES;

  @Option(
      names = SYNC,
      fallbackValue = "true",
      description =
          "Answer only when a stored file is on the disk, so that not even a power failure loses"
              + " it.")
  private boolean sync;

  @Option(
      names = MAX,
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = {
        "Largest request that stores files, in place of --max-body-bytes; a larger one is answered"
            + " 413.",
        DEFAULT
      })
  private Size max = STANDARD_MAX;

  StoreOptions() {}

  /** The folder that clients see. */
  public Optional<Path> files() {
    return Optional.ofNullable(files);
  }

  /** The folder for the files of forms. */
  public Optional<Path> uploads() {
    return Optional.ofNullable(uploads);
  }

  /** How much each folder may hold. */
  public StoreLimits limits() {
    return new StoreLimits(quota == null ? Long.MAX_VALUE : quota.bytes(), entries);
  }

  public boolean isSynced() {
    return sync;
  }

  public long maxRequestBytes() {
    return max.bytes();
  }

  private boolean isUsed() {
    return files != null || uploads != null;
  }

  void check(Predicate<String> isSet) {
    if (entries < 1) {
      throw new WrongValue("nothing could be stored: write 1 or more", ENTRIES);
    }
    for (String option : new String[] {QUOTA, ENTRIES, SYNC, MAX}) {
      if (!isUsed() && isSet.test(option)) {
        throw new WrongValue(
            "clients cannot store files: add --files or --uploads, or remove this option", option);
      }
    }
    check(files, FILES);
    check(uploads, UPLOADS);
    if (files != null && uploads != null) {
      checkApart(files, uploads);
    }
  }

  /** Two stores that share a part of their files would overwrite each other's changes. */
  private static void checkApart(Path files, Path uploads) {
    try {
      Path served = files.toRealPath();
      Path received = uploads.toRealPath();
      boolean isNested = served.startsWith(received) || received.startsWith(served);
      if (isNested && !Files.isSameFile(served, received)) {
        throw new WrongValue(
            "one of this folder and that of --files, %s, is inside the other: name the same folder"
                    .formatted(files)
                + " for both, or two that are apart",
            UPLOADS);
      }
    } catch (IOException e) {
      throw new WrongValue(
          "cannot find out where this folder is (%s): name another".formatted(e.getMessage()),
          UPLOADS);
    }
  }

  private static void check(@Nullable Path folder, String option) {
    if (folder == null) {
      return;
    }
    FileOptions.check(folder, option, "name a folder, or remove this option");
    if (!Files.isWritable(folder)) {
      throw new WrongValue(
          "this folder is not writable: name another, or change its permissions", option);
    }
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (!isUsed()) {
      values.remove(QUOTA.substring(2));
      values.remove(ENTRIES.substring(2));
      values.remove(SYNC.substring(2));
      values.remove(MAX.substring(2));
    }
  }
}
