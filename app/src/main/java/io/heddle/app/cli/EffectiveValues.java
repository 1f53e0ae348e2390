package io.heddle.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The value of every option, set or default, in the order of the help. */
final class EffectiveValues {
  private EffectiveValues() {}

  /** The values by option name without dashes. Options without a value are absent. */
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
