package io.heddle.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Times for the files that a {@link FileStore} changes. Each is given to one version of one file,
 * as its mtime, so that two versions never have the same facts, however fast they follow each
 * other. Thread-safe.
 *
 * <p>Such facts also change with whatever another program writes into the file. A write sets mtime
 * and ctime to the same time. If that is the ctime that the stamped file has, because the clock of
 * the file system has not ticked, then mtime has changed; otherwise ctime has.
 */
final class Stamps {
  private final InstantSource clock;
  private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

  /** Times of this clock, or later ones. */
  Stamps(InstantSource clock) {
    this.clock = clock;
  }

  /** The next time. Microseconds are what all file systems keep that have fine times. */
  private Instant next() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return latest.updateAndGet(last -> now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS));
  }

  /** Stamps a file; empty if that is impossible, as for a file of another owner. */
  Optional<Instant> stamp(Folder folder, String name) {
    Instant stamp = next();
    try {
      folder.setModified(name, FileTime.from(stamp));
      return Optional.of(stamp);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The facts of the file with this stamp, which no other version has. Empty if another file is
   * there, or the file system has rounded the stamp.
   */
  static Optional<FileFacts> version(Path file, Instant stamp) {
    try {
      FileFacts facts = FileFacts.of(file);
      boolean isAlone = facts.modified().equals(stamp) && !facts.changed().equals(stamp);
      return isAlone ? Optional.of(facts) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
