package io.heddle.app.cli;

import io.heddle.app.values.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The environment variables, which supply the options that are not on the command line: {@code
 * APP_MAX_BODY_BYTES} for {@code --max-body-bytes}. An empty variable counts as not set.
 */
record Variables(Map<String, String> values) implements IDefaultValueProvider {
  private static final String PREFIX = "APP_";

  /** The name of the variable for an option. */
  static String name(OptionSpec option) {
    return PREFIX + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether an option has a variable; those that only print a text have none. */
  static boolean serves(OptionSpec option) {
    return !option.usageHelp() && !option.versionHelp();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || !serves(option)) {
      return null;
    }
    String value = values.getOrDefault(name(option), "");
    return value.isEmpty() ? null : value;
  }

  /**
   * A warning for each variable that looks like a misspelt one of Heddle's. The others are ignored,
   * because other programs use the prefix too.
   */
  List<String> warnings(CommandSpec command) {
    List<String> known =
        command.options().stream().filter(Variables::serves).map(Variables::name).toList();
    List<String> others =
        command.options().stream().filter(option -> !serves(option)).map(Variables::name).toList();
    return new TreeSet<>(values.keySet())
        .stream()
            .filter(name -> name.startsWith(PREFIX))
            .filter(name -> !known.contains(name) && !others.contains(name))
            .flatMap(
                name ->
                    Spelling.nearest(name, known, PREFIX).stream()
                        .map(
                            meant ->
                                "the variable "
                                    + name
                                    + " is ignored: did you mean "
                                    + meant
                                    + "?"))
            .toList();
  }
}
