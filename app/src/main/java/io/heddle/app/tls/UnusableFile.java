package io.heddle.app.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file with a key or a certificate cannot be used: one line with the file and the remedy. */
public final class UnusableFile extends Exception {
  private static final long serialVersionUID = 1L;

  UnusableFile(Path file, String problem, String remedy) {
    super(file + ": " + problem + "; " + remedy);
  }

  /** The file cannot be read. */
  static UnusableFile unreadable(Path file, IOException e, String remedy) {
    String problem =
        switch (e) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "permission denied";
          default -> String.valueOf(e.getMessage());
        };
    return new UnusableFile(file, problem, remedy);
  }
}
