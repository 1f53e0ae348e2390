package io.heddle.app;

import io.heddle.app.cli.CompletionCommand;
import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.ManPageCommand;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.study.cli.WrongWords;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * All commands of the program with their options, as one tree. It completes words and becomes the
 * manual page; the server and the study read their own words.
 */
final class CommandTree {
  private static final int WRONG_OPTIONS = 2;

  private CommandTree() {}

  /** The tree for a program that is typed like this, with or without a folder. */
  static CommandLine of(String command) {
    String name = String.valueOf(Path.of(command).getFileName());
    CommandLine tree =
        Invocation.model()
            .setCommandName(name)
            .addSubcommand("serve", Invocation.model())
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

  private static int refuse(String command, String reason) {
    Messages.error(reason);
    Messages.info("see " + command + " --help for the commands");
    return WRONG_OPTIONS;
  }
}
