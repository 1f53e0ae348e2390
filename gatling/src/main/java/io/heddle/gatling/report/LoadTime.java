package io.heddle.gatling.report;

import java.io.IOException;
import java.nio.file.Path;

/**
 * When a load was on, in milliseconds since 1970: from the start of the first request to the end of
 * the last.
 */
public record LoadTime(long startMillis, long endMillis) {
  /**
   * The time of the run in a folder.
   *
   * @throws IOException if it cannot be read
   */
  public static LoadTime in(Path folder) throws IOException {
    return Run.in(folder, "").summary().time();
  }
}
