package io.heddle.gatling.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folder that servers serve, always with the same files: a page and three texts. */
final class FilesToServe {
  /** The paths of all files, as the simulation Static takes them. */
  static final String PATHS = "/,/small.txt,/medium.txt,/large.txt";

  private static final Map<String, Integer> TEXTS_KIB =
      Map.of("small.txt", 1, "medium.txt", 64, "large.txt", 1_024);

  private static final int LINES_PER_KIB = 16;

  private FilesToServe() {}

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("index.html"),
        "<!doctype html>\n<title>Files</title>\n<p>A page to be served.\n");
    for (Map.Entry<String, Integer> text : TEXTS_KIB.entrySet()) {
      StringBuilder lines = new StringBuilder();
      for (int line = 1; line <= text.getValue() * LINES_PER_KIB; line++) {
        lines.append(String.format(Locale.ROOT, "%-63d%n", line));
      }
      Files.writeString(folder.resolve(text.getKey()), lines);
    }
  }
}
