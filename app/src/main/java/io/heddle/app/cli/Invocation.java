package io.heddle.app.cli;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the program is started for. */
public sealed interface Invocation {
  /** The remedy for a value of no length. */
  String EMPTY = "it is empty: write a value, or leave it out";

  /** To serve as the options say; they have been checked. */
  record Serve(Options options) implements Invocation {}

  /** To print a text. */
  record Print(String text) implements Invocation {}

  /** For nothing: one line names the value that is wrong, where it stands and what to do. */
  record Wrong(String reason) implements Invocation {}

  /** Reads the words of the command line, and the environment for what they do not say. */
  static Invocation of(List<String> words, Map<String, String> variables) {
    Options options = new Options();
    CommandLine commandLine = new CommandLine(options).setExpandAtFiles(false);
    try {
      ParseResult given = commandLine.parseArgs(words.toArray(new String[0]));
      if (given.isUsageHelpRequested()) {
        return new Print(commandLine.getUsageMessage());
      }
      if (given.isVersionHelpRequested()) {
        return new Print(ProgramVersion.line() + System.lineSeparator());
      }
      return read(options, commandLine, given, Environment.besides(given, variables));
    } catch (UnmatchedArgumentException e) {
      return new Wrong(unknown(e));
    } catch (ParameterException e) {
      return new Wrong(reason(e, false));
    }
  }

  private static Invocation read(
      Options options, CommandLine commandLine, ParseResult given, Environment environment) {
    ParseResult all;
    try {
      all =
          commandLine.parseArgs(
              Stream.concat(environment.words().stream(), given.originalArgs().stream())
                  .toArray(String[]::new));
    } catch (ParameterException e) {
      return new Wrong(reason(e, true));
    }
    try {
      for (OptionSpec option : all.matchedOptions()) {
        if (option.stringValues().contains("")) {
          throw new WrongValue(EMPTY, option.longestName());
        }
      }
      options.check(given::hasMatchedOption);
      options.keep(EffectiveValues.of(all));
      return new Serve(options);
    } catch (WrongValue e) {
      OptionSpec option =
          e.options().stream()
              .filter(all::hasMatchedOption)
              .map(all::matchedOption)
              .findFirst()
              .orElseThrow(() -> new IllegalStateException("a default is wrong", e));
      String value = option.stringValues().getLast();
      return new Wrong(invalid(option, value, environment.has(option), e.remedy()));
    }
  }

  private static String reason(ParameterException e, boolean fromEnvironment) {
    if (e instanceof MissingParameterException missing
        && missing.getMissing().getFirst() instanceof OptionSpec option) {
      String name = option.longestName();
      return name + " has no value: write " + name + "=" + option.paramLabel();
    }
    if (e instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return option.longestName() + " is given more than once: write it once";
    }
    if (e.getCause() instanceof TypeConversionException conversion
        && e.getArgSpec() instanceof OptionSpec option) {
      String remedy =
          option.typeInfo().isBoolean()
              ? "write true or false"
              : String.valueOf(conversion.getMessage());
      String value = e.getValue();
      return invalid(option, value, fromEnvironment, value.isEmpty() ? EMPTY : remedy);
    }
    return String.valueOf(e.getMessage()).replace('\n', ' ');
  }

  private static String invalid(
      OptionSpec option, String value, boolean fromEnvironment, String remedy) {
    String place = fromEnvironment ? Environment.variable(option) : option.longestName();
    return "invalid " + place + "=" + value + ": " + remedy;
  }

  private static String unknown(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    if (!e.isUnknownOption()) {
      return "cannot make sense of " + word + ": write options only, such as --root=DIR";
    }
    String name = word.replaceFirst("=.*", "");
    String similar =
        new UnmatchedArgumentException(e.getCommandLine(), List.of(name))
            .getSuggestions().stream().findFirst().orElse("");
    return "unknown option "
        + word
        + (similar.isEmpty() ? ": leave it out" : ": did you mean " + similar + "?");
  }
}
