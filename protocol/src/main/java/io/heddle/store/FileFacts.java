package io.heddle.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What the file system knows of a file. Whatever happens to the file, these facts change: the
 * kernel itself sets the time of the last change.
 *
 * @param device of the file system
 * @param number of the file in it
 * @param changed when its content, name, owner or permissions last changed (ctime)
 * @param modified when its content last changed, or what a program set instead (mtime)
 */
public record FileFacts(
    long device,
    long number,
    long size,
    Instant changed,
    Instant modified,
    boolean isRegularFile,
    boolean isDirectory) {
  private static final String NAMES =
      "unix:dev,ino,size,ctime,lastModifiedTime,isRegularFile,isDirectory";

  /**
   * A file that changed more recently than this may change again within the same tick of the file
   * system's clock, and then has the same facts.
   */
  public static final Duration SETTLED = Duration.ofSeconds(2);

  /** Reads the facts of this file; a symbolic link is not followed. */
  public static FileFacts of(Path file) throws IOException {
    Map<String, Object> facts = Files.readAttributes(file, NAMES, LinkOption.NOFOLLOW_LINKS);
    return new FileFacts(
        (long) fact(facts, "dev"),
        (long) fact(facts, "ino"),
        (long) fact(facts, "size"),
        ((FileTime) fact(facts, "ctime")).toInstant(),
        ((FileTime) fact(facts, "lastModifiedTime")).toInstant(),
        (boolean) fact(facts, "isRegularFile"),
        (boolean) fact(facts, "isDirectory"));
  }

  /** Whether the last change is longer ago than this. */
  public boolean isOlderThan(Duration age, Instant now) {
    return changed.plus(age).isBefore(now);
  }

  private static Object fact(Map<String, Object> facts, String name) {
    return Objects.requireNonNull(facts.get(name), name);
  }
}
