package io.heddle.app.study.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The program: jobs on stdin, until it ends. It stays alive between jobs, so that its code stays
 * compiled.
 *
 * <p>Each job is a conversation of lines, so that whoever measures a server can read its counters
 * while the clients are connected but send nothing:
 *
 * <ol>
 *   <li>a job; answered with the number of open connections, or with an error, which ends the job
 *   <li>{@code load}: answered with the result, or with an error
 *   <li>{@code close}, after the number of connections or after the result: the clients disconnect,
 *       without an answer
 * </ol>
 */
public final class Generator {
  private static final String LOAD = "load";

  private final BufferedReader in;
  private final PrintStream out;

  private Generator(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /** Runs the program; there are no arguments. */
  public static void main(String... words) throws IOException, InterruptedException {
    serve(
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
        new PrintStream(System.out, true, StandardCharsets.UTF_8));
  }

  /** Does all jobs. */
  static void serve(BufferedReader in, PrintStream out) throws IOException, InterruptedException {
    Generator generator = new Generator(in, out);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        generator.answer(line);
      }
    }
  }

  private void answer(String job) throws IOException, InterruptedException {
    Run run;
    try {
      run = Run.connected(JobReader.read(job));
    } catch (IllegalArgumentException | IOException e) {
      out.println(ResultWriter.error(e));
      return;
    }
    try (run) {
      out.println(ResultWriter.open(run.open()));
      if (LOAD.equals(in.readLine())) {
        load(run);
        in.readLine();
      }
    }
  }

  private void load(Run run) throws InterruptedException {
    try {
      out.println(ResultWriter.line(run.load()));
    } catch (IOException e) {
      out.println(ResultWriter.error(e));
    }
  }
}
