package io.heddle.app.study.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program: a job per line of stdin, its result per line of stdout, until stdin ends. It stays
 * alive between jobs, so that its code stays compiled.
 */
public final class Generator {
  private Generator() {}

  /** Runs the program; there are no arguments. */
  public static void main(String... words) throws IOException, InterruptedException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        out.println(answer(line));
      }
    }
  }

  /** The result of a job, or why there is none. */
  static String answer(String job) throws InterruptedException {
    try {
      return ResultWriter.line(Run.of(JobReader.read(job)));
    } catch (IllegalArgumentException | IOException e) {
      return ResultWriter.error(String.valueOf(e.getMessage()));
    }
  }
}
