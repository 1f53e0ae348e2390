package io.heddle.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The values that the options have, given or not, in the order of the help. */
final class EffectiveValues {
  private EffectiveValues() {}

  /** By their names without dashes; an option that has no value is left out. */
  static Map<String, String> of(ParseResult given) {
    CommandSpec command = given.commandSpec();
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value != null && !option.usageHelp() && !option.versionHelp()) {
        String text = option.typeInfo().isBoolean() ? value.toString() : written(given, option);
        values.put(option.longestName().substring(2), text);
      }
    }
    return values;
  }

  private static String written(ParseResult given, OptionSpec option) {
    return given.hasMatchedOption(option)
        ? given.matchedOption(option.longestName()).stringValues().getLast()
        : option.defaultValue();
  }
}
