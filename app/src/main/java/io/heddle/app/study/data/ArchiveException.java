package io.heddle.app.study.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of an archive that cannot be used. The message is one line with the file and the remedy.
 */
public final class ArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  ArchiveException(Path file, String problem, String remedy) {
    super(file + ": " + problem + "; " + remedy);
  }
}
