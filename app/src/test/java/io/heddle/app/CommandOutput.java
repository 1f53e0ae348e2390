package io.heddle.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * What a command of this process printed to stdout and stderr, and its exit status. Tests that run
 * commands lock both streams.
 */
public record CommandOutput(int status, String out, String errors) {
  /** Runs a command that returns its exit status. */
  public static CommandOutput of(IntSupplier command) {
    PrintStream out = System.out;
    PrintStream errors = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errorBytes = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(errorBytes, true, StandardCharsets.UTF_8));
      int status = command.getAsInt();
      return new CommandOutput(
          status,
          outBytes.toString(StandardCharsets.UTF_8),
          errorBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(errors);
    }
  }
}
