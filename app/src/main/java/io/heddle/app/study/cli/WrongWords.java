package io.heddle.app.study.cli;

import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong on the command line, and what to write instead. */
public final class WrongWords {
  private WrongWords() {}

  /** The reason to refuse the words. */
  public static String line(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unknown(unmatched);
      case MissingParameterException missing -> missing(missing.getMissing().getFirst());
      case OverwrittenOptionException twice ->
          name(twice.getOverwritten()) + " is given more than once: write it once";
      default ->
          e.getCause() instanceof TypeConversionException conversion && e.getArgSpec() != null
              ? "invalid %s=%s: %s"
                  .formatted(name(e.getArgSpec()), e.getValue(), conversion.getMessage())
              : String.valueOf(e.getMessage()).replace('\n', ' ');
    };
  }

  private static String missing(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? name(option) + " has no value: write " + name(option) + "=" + option.paramLabel()
        : argument.paramLabel() + " is missing: name it after the command";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String unknown(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    // without the value, which would only make it less similar
    List<String> bare = List.of(word.replaceFirst("=.*", ""));
    List<String> similar =
        new UnmatchedArgumentException(e.getCommandLine(), bare).getSuggestions();
    String kind = word.startsWith("-") ? "unknown option " : "unknown word ";
    return similar.isEmpty()
        ? kind + word + ": remove it"
        : kind + word + ": did you mean " + String.join(" or ", similar) + "?";
  }
}
