package io.heddle.app;

import io.heddle.app.cli.CompletionCommand;
import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.ManPageCommand;
import io.heddle.app.cli.ReloadCommand;
import io.heddle.app.client.ClientCommand;
import io.heddle.app.command.WrongWords;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.tls.CertificateCommand;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * All commands of the program with their options, as one tree. It prints the help of any command,
 * completes words and becomes the manual page. Each command reads its own words, so a server that
 * starts need not load the others.
 */
final class CommandTree {
  private static final int OK = 0;
  private static final int WRONG_OPTIONS = 2;

  private CommandTree() {}

  /** The tree for a program that is typed like this, with or without a folder. */
  static CommandLine of(String command) {
    String name = String.valueOf(Path.of(command).getFileName());
    CommandLine tree =
        Invocation.model()
            .setCommandName(name)
            .addSubcommand("serve", Invocation.model())
            .addSubcommand("check", Invocation.model())
            .addSubcommand("reload", ReloadCommand.model())
            .addSubcommand("certificate", CertificateCommand.model())
            .addSubcommand("client", ClientCommand.model())
            .addSubcommand("study", StudyCommand.model(name))
            .addSubcommand("completion", new CompletionCommand())
            .addSubcommand("manpage", new ManPageCommand());
    return tree.setExpandAtFiles(false)
        .setParameterExceptionHandler((e, _) -> refuse(command, WrongWords.line(e)));
  }

  /** Runs a command that describes the others; returns the exit status. */
  static int run(String command, List<String> words) {
    return of(command).execute(words.toArray(new String[0]));
  }

  /**
   * Prints the help of the command that these words name, such as {@code study report}; returns the
   * exit status.
   */
  static int help(String command, List<String> words) {
    CommandLine place = of(command);
    for (String word : words) {
      CommandLine next = place.getSubcommands().get(word);
      if (next == null) {
        return refuse(
            command, WrongWords.line(new UnmatchedArgumentException(place, List.of(word))));
      }
      place = next;
    }
    System.out.print(place.getUsageMessage());
    System.out.flush();
    return OK;
  }

  private static int refuse(String command, String reason) {
    Messages.error(reason);
    Messages.info("see " + command + " --help for the commands");
    return WRONG_OPTIONS;
  }
}
