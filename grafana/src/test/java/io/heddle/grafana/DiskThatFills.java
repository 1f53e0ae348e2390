package io.heddle.grafana;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The path of an access log: a link to a file, or to {@code /dev/full}. */
record DiskThatFills(Path log) {
  private static final Path FULL = Path.of("/dev/full");

  DiskThatFills {
    link(log, false);
  }

  /** Selects whether the log, when it is next opened, is on a full disk. */
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
