package io.heddle.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process that runs a server of Heddle, as /proc describes it (proc(5)).
 *
 * @param pid its id
 */
record ServerProcess(long pid) {
  /** What the arguments of the JVM end with before those of the program. */
  private static final Pattern PROGRAM =
      Pattern.compile("io\\.heddle\\.app(/.*|\\.(Main|LinkedServer))?|(.*/)?heddle[^/]*\\.jar");

  private static final long HANGUP = 1;

  /** A process to which no SIGHUP must be sent. The message says why. */
  static final class Unsuitable extends Exception {
    private static final long serialVersionUID = 1;

    Unsuitable(String message) {
      super(message);
    }
  }

  /**
   * Checks that the process is a server, and that it handles SIGHUP. Other programs would most
   * likely end.
   *
   * @param proc the folder /proc
   */
  void check(Path proc) throws Unsuitable, IOException {
    Path own = proc.resolve(Long.toString(pid));
    try {
      List<String> arguments =
          List.of(
              Files.readString(own.resolve("cmdline"), StandardCharsets.ISO_8859_1).split("\0"));
      String command =
          command(arguments)
              .orElseThrow(
                  () ->
                      new Unsuitable(
                          "process %d is no server of Heddle: it runs %s"
                              .formatted(pid, arguments.getFirst())));
      if (Invocation.COMMANDS.containsKey(command) && !command.equals("serve")) {
        throw new Unsuitable(
            "process %d runs the command %s and serves nothing".formatted(pid, command));
      }
      if (ignoresHangups(Files.readAllLines(own.resolve("status")))) {
        throw new Unsuitable(
            "process %d ignores SIGHUP, most likely because it was started with nohup: start it"
                    .formatted(pid)
                + " with setsid or as a service");
      }
    } catch (NoSuchFileException e) {
      throw new Unsuitable("there is no process " + pid);
    }
  }

  /** The first argument of the program, or else an empty text; nothing if it is another program. */
  private static Optional<String> command(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      if (PROGRAM.matcher(arguments.get(i)).matches()) {
        return Optional.of(i + 1 < arguments.size() ? arguments.get(i + 1) : "");
      }
    }
    return Optional.empty();
  }

  private static boolean ignoresHangups(List<String> status) {
    return status.stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.replaceFirst("SigIgn:\\s*", ""), 16))
        .anyMatch(signals -> (signals & HANGUP) != 0);
  }

  /** Sends the signal; returns why that failed, or an empty text. */
  String hangUp() throws IOException, InterruptedException {
    // every shell has this command, and Java has none for this signal
    Process shell =
        new ProcessBuilder("sh", "-c", "kill -HUP " + pid).redirectErrorStream(true).start();
    String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return shell.waitFor() == 0 ? "" : output.strip();
  }
}
