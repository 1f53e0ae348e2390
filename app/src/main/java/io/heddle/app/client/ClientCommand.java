package io.heddle.app.client;

import io.heddle.app.command.WrongWords;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends requests to servers and writes what they answer. */
@Command(
    name = "client",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    abbreviateSynopsis = true,
    description = {
      "Sends requests to servers and writes the content of the responses to stdout. Its options are"
          + " those of curl, if curl has them. It follows no redirects.",
      ""
    },
    footerHeading = "%n")
public final class ClientCommand implements Callable<Integer> {
  private final String version;
  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;

  @Mixin private ClientOptions options = new ClientOptions();

  /** The command with the streams of the process. */
  public ClientCommand(String version) {
    // not System.out, which hides failures
    this(version, System.in, new FileOutputStream(FileDescriptor.out), System.err);
  }

  /** The command with other streams. */
  public ClientCommand(String version, InputStream in, OutputStream out, PrintStream err) {
    this.version = version;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** The command with its options, to describe it. */
  public static CommandLine model() {
    return new ClientCommand("").commandLine();
  }

  private CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(this).setExpandAtFiles(false);
    commandLine
        .getCommandSpec()
        .version("Heddle " + version)
        .usageMessage()
        .footer("Exit status, as that of curl: " + ExitStatus.list() + ".");
    return commandLine;
  }

  /**
   * Runs the command.
   *
   * @param program the name of the program in its help
   * @param words the arguments after {@code client}
   * @return the exit status
   */
  public int run(String program, List<String> words) {
    return commandLine()
        .setCommandName(program + " client")
        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler((e, _) -> refuse(program, WrongWords.line(e)))
        .execute(words.toArray(new String[0]));
  }

  private int refuse(String program, String reason) {
    err.println("app: error: " + reason.replaceAll("\\p{Cntrl}+", " "));
    err.println("app: info: see " + program + " client --help for the options");
    return ExitStatus.WRONG_OPTIONS.code();
  }

  @Override
  public Integer call() {
    String agent = "heddle/" + version.replaceAll("[^\\w.+-]", "");
    return new Session(options, agent, in, out, err).run().code();
  }
}
