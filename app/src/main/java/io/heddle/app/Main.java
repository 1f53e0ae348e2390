package io.heddle.app;

import io.heddle.app.cli.EnvironmentDefaults;
import io.heddle.app.cli.Options;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the command line, serves until a signal comes, and gives the process its exit status. */
public final class Main {
  private static final int OK = 0;
  private static final int CANNOT_START = 1;
  private static final int WRONG_OPTIONS = 2;

  private Main() {}

  /** The program. */
  public static void main(String... words) {
    System.exit(run(words));
  }

  private static int run(String... words) {
    Options options = new Options();
    CommandLine commandLine =
        new CommandLine(options)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()));
    try {
      commandLine.parseArgs(words);
      if (commandLine.isUsageHelpRequested()) {
        commandLine.usage(commandLine.getOut());
        return OK;
      }
      if (commandLine.isVersionHelpRequested()) {
        commandLine.printVersionHelp(commandLine.getOut());
        return OK;
      }
      options.validate();
    } catch (ParameterException e) {
      System.err.println("app: " + String.valueOf(e.getMessage()).replace('\n', ' '));
      System.err.println("app: see app --help for the options");
      return WRONG_OPTIONS;
    }
    try {
      new Server(options).serve();
      return OK;
    } catch (StartupException e) {
      System.err.println("app: " + e.getMessage());
      return CANNOT_START;
    }
  }
}
