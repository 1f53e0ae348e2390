package io.heddle.app.study.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What is wrong with a file: the exceptions of the JDK often have nothing but its name. */
public final class FileProblem {
  private FileProblem() {}

  /** The file and the reason, as far as they are known. */
  public static String text(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> denied.getFile() + ": permission denied";
      case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
      case FileAlreadyExistsException taken -> taken.getFile() + ": there is a file of this name";
      case NotDirectoryException file -> file.getFile() + ": not a folder";
      default -> String.valueOf(failure.getMessage());
    };
  }

  /** The same failure with the name of the file, which the JDK leaves out if a disk is full. */
  static IOException named(Path file, IOException failure) {
    return failure instanceof FileSystemException
        ? failure
        : new FileSystemException(file.toString(), null, failure.getMessage());
  }
}
