package io.heddle.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a running server reload its configuration. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Makes a running server reload its configuration: checks that the process is a server, and"
          + " sends it SIGHUP. The log of the server says whether it uses the new configuration, or"
          + " what is wrong with it.",
      ""
    })
public final class ReloadCommand implements Callable<Integer> {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_OPTIONS = 2;

  @Parameters(
      paramLabel = "PID",
      description = "Process id of the server: pid= in its first line.",
      arity = "1")
  private long pid;

  private ReloadCommand() {}

  /** The command, to describe it. */
  public static CommandLine model() {
    return new CommandLine(new ReloadCommand());
  }

  /**
   * Runs the command.
   *
   * @param program the name of the program in its help
   * @param words the arguments after {@code reload}
   * @return the exit status
   */
  public static int run(String program, List<String> words) {
    CommandLine commandLine =
        model()
            .setExpandAtFiles(false)
            .setParameterExceptionHandler((_, _) -> fail(WRONG_OPTIONS, usage(program)))
            .setExecutionExceptionHandler((e, _, _) -> failed(e));
    commandLine.setCommandName(program + " reload");
    return commandLine.execute(words.toArray(new String[0]));
  }

  private static String usage(String program) {
    return "write one process id: " + program + " reload PID; it is in the server's first line";
  }

  private static int failed(Exception e) throws Exception {
    if (e instanceof ServerProcess.Unsuitable || e instanceof IOException) {
      return fail(FAILED, String.valueOf(e.getMessage()));
    }
    throw e;
  }

  private static int fail(int status, String reason) {
    System.err.println("app: error: " + reason.replaceAll("\\p{Cntrl}+", " "));
    return status;
  }

  @Override
  public Integer call() throws ServerProcess.Unsuitable, IOException, InterruptedException {
    ServerProcess process = new ServerProcess(pid);
    process.check(Path.of("/proc"));
    String reason = process.hangUp();
    if (!reason.isEmpty()) {
      return fail(
          FAILED, "cannot signal process %d (%s): be its user, or root".formatted(pid, reason));
    }
    System.out.println(
        "process %d reloads its configuration: its log says with what result".formatted(pid));
    return OK;
  }
}
