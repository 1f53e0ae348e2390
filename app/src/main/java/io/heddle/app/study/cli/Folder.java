package io.heddle.app.study.cli;

import io.heddle.app.study.plan.PlanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for results, which is made if it is not there. */
final class Folder {
  private Folder() {}

  /**
   * Makes sure that files can be written to it, before anything is measured.
   *
   * @throws PlanException if they cannot
   */
  static void prepare(String option, Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException _) {
      throw new PlanException(
          option, folder.toString(), "this folder cannot be made: name one that can be written");
    }
    if (!Files.isWritable(folder)) {
      throw new PlanException(
          option, folder.toString(), "it cannot be written: name a folder of your own");
    }
  }
}
