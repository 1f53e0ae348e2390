package io.heddle.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The values that the options have, set or not, in the order of the help. */
final class EffectiveValues {
  private EffectiveValues() {}

  /** By their names without dashes; an option that has no value is left out. */
  static Map<String, String> of(CommandSpec command) {
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      Object value = option.getValue();
      if (value != null && !option.usageHelp() && !option.versionHelp()) {
        values.put(option.longestName().substring(2), value.toString());
      }
    }
    return values;
  }
}
