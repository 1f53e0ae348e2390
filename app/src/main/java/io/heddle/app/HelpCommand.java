package io.heddle.app;

import io.heddle.app.cli.Invocation;
import io.heddle.app.client.ClientCommand;
import io.heddle.app.command.WrongWords;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.tls.CertificateCommand;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code help}: prints the help of any command. For this, all commands form one tree.
 * Each of them reads its own words, so a server that starts need not load the others.
 */
final class HelpCommand {
  private static final int OK = 0;
  private static final int WRONG_OPTIONS = 2;

  private HelpCommand() {}

  /** All commands of a program that is typed like this, with or without a folder. */
  static CommandLine tree(String command) {
    String name = String.valueOf(Path.of(command).getFileName());
    return Invocation.model()
        .setCommandName(name)
        .addSubcommand("serve", Invocation.model())
        .addSubcommand("check", Invocation.model())
        .addSubcommand("certificate", CertificateCommand.model())
        .addSubcommand("study", StudyCommand.model(name))
        .addSubcommand("client", ClientCommand.model());
  }

  /**
   * Prints the help of the command that these words name, such as {@code study report}; returns the
   * exit status.
   */
  static int run(String command, List<String> words) {
    CommandLine place = tree(command);
    for (String word : words) {
      CommandLine next = place.getSubcommands().get(word);
      if (next == null) {
        Messages.error(WrongWords.line(new UnmatchedArgumentException(place, List.of(word))));
        Messages.info("see " + command + " --help for the commands");
        return WRONG_OPTIONS;
      }
      place = next;
    }
    System.out.print(place.getUsageMessage());
    System.out.flush();
    return OK;
  }
}
