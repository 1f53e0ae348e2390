package io.heddle.hyperfoil;

import io.hyperfoil.core.parser.ParserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The program: runs the benchmark in its first argument, and writes the results to its second. */
public final class Main {
  private static final int WRONG = 2;

  private Main() {}

  /** Runs the program. */
  public static void main(String... words) throws IOException, ParserException {
    if (words.length != 2 || !Files.isReadable(Path.of(words[0]))) {
      System.err.println(
          "hyperfoil: name a benchmark that can be read, and a file for its results");
      System.exit(WRONG);
    }
    LocalRun run = LocalRun.of(Files.readString(Path.of(words[0])));
    Files.write(Path.of(words[1]), run.json());
  }
}
