package io.heddle.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints a script that completes the words of the program's command line. */
@Command(
    name = "completion",
    usageHelpAutoWidth = true,
    description = {
      "Prints a script that completes commands, options and values in bash or zsh.",
      "For this shell: source <(${ROOT-COMMAND-NAME} completion bash)",
      "For all shells of a user: write it to a file with the name of the command in",
      "~/.local/share/bash-completion/completions",
      ""
    })
public final class CompletionCommand implements Callable<Integer> {
  /**
   * Bash splits --engine=epoll into three words, and zsh does not split it; picocli's functions
   * need two. In zsh, and in bash without = in COMP_WORDBREAKS, the completed word keeps its start.
   */
  private static final String SPLITTING =
      """

      # Passes words such as --engine=epoll on as two, as the functions above expect them.
      function _complete_PROGRAM_split() {
        local split=("${COMP_WORDS[0]}") start="" word i
        for ((i = 1; i <= COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if [[ "$word" == "=" ]]; then
            if ((i == COMP_CWORD)); then split+=(""); fi
          elif [[ "$word" == --*=* ]]; then
            split+=("${word%%=*}" "${word#*=}")
            if ((i == COMP_CWORD)); then start=${word%%=*}=; fi
          else
            split+=("$word")
          fi
        done
        local COMP_WORDS=("${split[@]}") COMP_CWORD=$((${#split[@]} - 1))
        _complete_PROGRAM
        COMPREPLY=("${COMPREPLY[@]/#/$start}")
      }
      complete -F _complete_PROGRAM_split -o default PROGRAM
      """;

  /** The shells for which there is a script: the same one. */
  enum Shell {
    bash,
    zsh
  }

  @SuppressWarnings("UnusedVariable") // picocli reacts to it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean isHelpWanted;

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // one script is for both shells
  @Parameters(paramLabel = "SHELL", converter = ShellConverter.class, description = "bash or zsh")
  private Shell shell = Shell.bash;

  /** The command, to be added to that of the program. */
  public CompletionCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(script(spec.root()));
    out.flush();
    return 0;
  }

  /** The script for a command and all below it. */
  static String script(CommandSpec root) {
    return AutoComplete.bash(root.name(), root.commandLine())
        + SPLITTING.replace("PROGRAM", root.name());
  }

  /** Reads the name of a shell. */
  static final class ShellConverter implements ITypeConverter<Shell> {
    ShellConverter() {}

    @Override
    public Shell convert(String text) {
      for (Shell shell : Shell.values()) {
        if (shell.name().equals(text)) {
          return shell;
        }
      }
      throw new TypeConversionException("write bash or zsh");
    }
  }
}
