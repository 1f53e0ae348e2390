package io.heddle.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where an access log is: behind a link that leads to a file, or to {@code /dev/full}. */
record DiskThatFills(Path log) {
  private static final Path FULL = Path.of("/dev/full");

  DiskThatFills {
    link(log, false);
  }

  /** Has the log, when it is opened the next time, find a disk that is full or one with room. */
  void fill(boolean full) {
    link(log, full);
  }

  private static void link(Path log, boolean full) {
    Path next = log.resolveSibling(log.getFileName() + ".next");
    Path file = log.resolveSibling(log.getFileName() + ".1");
    try {
      Files.createSymbolicLink(next, full ? FULL : file);
      Files.move(next, log, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
