package io.heddle.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What the environment says in place of options that the command line does not give: {@code
 * APP_MAX_BODY_BYTES} for {@code --max-body-bytes}. An empty variable says nothing.
 */
final class Environment {
  private static final String PREFIX = "APP_";

  private final Map<OptionSpec, String> values;

  private Environment(Map<OptionSpec, String> values) {
    this.values = values;
  }

  /** What the variables say besides the options that are given. */
  static Environment besides(ParseResult given, Map<String, String> variables) {
    Map<OptionSpec, String> values = new LinkedHashMap<>();
    for (OptionSpec option : given.commandSpec().options()) {
      String value = variables.getOrDefault(variable(option), "");
      boolean serves = !option.usageHelp() && !option.versionHelp();
      if (serves && !value.isEmpty() && !given.hasMatchedOption(option)) {
        values.put(option, value);
      }
    }
    return new Environment(values);
  }

  /** The variable for an option. */
  static String variable(OptionSpec option) {
    return PREFIX + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether the option's value comes from here. */
  boolean has(OptionSpec option) {
    return values.containsKey(option);
  }

  /** The same in words of the command line. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    values.forEach((option, value) -> words.add(option.longestName() + "=" + value));
    return words;
  }
}
