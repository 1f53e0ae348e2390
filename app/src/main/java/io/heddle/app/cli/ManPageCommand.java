package io.heddle.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the manual page of the program. */
@Command(
    name = "manpage",
    usageHelpAutoWidth = true,
    description = {"Prints the manual page: ${ROOT-COMMAND-NAME} manpage | man -l -", ""})
public final class ManPageCommand implements Callable<Integer> {
  @SuppressWarnings("UnusedVariable") // picocli reacts to it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean isHelpWanted;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command, to be added to that of the program. */
  public ManPageCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(new ManPage(spec.root()).text());
    out.flush();
    return 0;
  }
}
