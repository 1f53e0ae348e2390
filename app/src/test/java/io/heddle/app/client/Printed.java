package io.heddle.app.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a run of the command printed, and its exit status. */
record Printed(int status, String out, String errors) {
  /** Runs the command with an empty stdin. */
  static Printed of(String... words) {
    return of(InputStream.nullInputStream(), words);
  }

  /** Runs the command with this on stdin. */
  static Printed of(String stdin, List<String> words) {
    InputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.ISO_8859_1));
    return of(in, words.toArray(new String[0]));
  }

  private static Printed of(InputStream in, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Printed rest = to(out, in, words);
    return new Printed(rest.status(), out.toString(StandardCharsets.ISO_8859_1), rest.errors());
  }

  /** Runs the command with this stdout. */
  static Printed to(OutputStream out, InputStream in, String... words) {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
    int status = new ClientCommand("1.0", in, out, err).run("app", List.of(words));
    return new Printed(status, "", errors.toString(StandardCharsets.UTF_8));
  }
}
