package io.heddle.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The value of every option, set or default, in the order of the help. */
final class EffectiveValues {
  private EffectiveValues() {}

  /** The values by option name without dashes, for people. Options without a value are absent. */
  static Map<String, String> of(CommandSpec command) {
    Map<String, String> values = new LinkedHashMap<>();
    for (OptionSpec option : present(command)) {
      Object value = option.getValue();
      values.put(Sources.nameInFile(option), text(value));
    }
    return values;
  }

  /** Values in the order of the help. */
  static Map<String, String> inOrder(CommandSpec command, Map<String, String> values) {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      String name = Sources.nameInFile(option);
      if (values.containsKey(name)) {
        ordered.put(name, values.get(name));
      }
    }
    return ordered;
  }

  /** The values as a configuration file in any folder has them. */
  static Map<String, List<String>> written(CommandSpec command) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (OptionSpec option : present(command)) {
      Object value = option.getValue();
      values.put(Sources.nameInFile(option), all(value));
    }
    return values;
  }

  private static List<OptionSpec> present(CommandSpec command) {
    return command.options().stream()
        .filter(option -> option.getValue() != null && Variables.serves(option))
        .toList();
  }

  private static String text(Object value) {
    return value instanceof List<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(", "))
        : value.toString();
  }

  private static List<String> all(Object value) {
    return value instanceof List<?> several
        ? several.stream().map(EffectiveValues::one).toList()
        : List.of(one(value));
  }

  /** A hyphen is no path. */
  private static String one(Object value) {
    return value instanceof Path path && !path.toString().equals("-")
        ? path.toAbsolutePath().toString()
        : String.valueOf(value);
  }
}
