package io.heddle.app.cli;

import io.heddle.app.values.OptionValue;
import io.heddle.app.values.Spelling;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Where the options that are not on the command line get their values from: the environment, and
 * then the configuration file.
 */
final class Sources implements IDefaultValueProvider {
  /**
   * A value, and how a message names it.
   *
   * @param key its key in the file; empty if it is from the environment
   */
  record Given(String value, String place, String wording, Optional<String> key) {
    Invocation.Wrong wrong(String remedy) {
      return new Invocation.Wrong(wording + ": " + remedy, key);
    }
  }

  private final Variables environment;
  private final Map<String, OptionValue> file = new LinkedHashMap<>();

  Sources(Variables environment, List<OptionValue> file) {
    this.environment = environment;
    file.forEach(value -> this.file.put(value.name(), value));
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? given(option).map(Given::value).orElse(null)
        : null;
  }

  /** The value of an option; empty if no source has one. */
  Optional<Given> given(OptionSpec option) {
    String variable = environment.defaultValue(option);
    if (variable != null) {
      String name = Variables.name(option);
      return Optional.of(
          new Given(variable, name, "invalid " + name + "=" + variable, Optional.empty()));
    }
    OptionValue own = file.get(nameInFile(option));
    if (own == null || !mayBeInFile(option)) {
      return Optional.empty();
    }
    String separator = ",".equals(option.splitRegex()) ? "," : "\n";
    String text =
        own.values().stream()
            .map(value -> asWord(option, own, value))
            .collect(Collectors.joining(separator));
    String shown = String.join(", ", own.values());
    return Optional.of(
        new Given(
            text,
            own.place(),
            own.place() + ": " + own.name() + " = " + shown,
            Optional.of(own.name())));
  }

  /** A value of the file as it would be on the command line. */
  private static String asWord(OptionSpec option, OptionValue own, String value) {
    if (List.of(option.auxiliaryTypes()).contains(Path.class)) {
      return own.path(value);
    }
    if (!option.typeInfo().isBoolean()) {
      return value;
    }
    return switch (value) {
      case "on", "yes" -> "true";
      case "off", "no" -> "false";
      default -> value;
    };
  }

  /** The name of an option in a file: without dashes. */
  static String nameInFile(OptionSpec option) {
    return option.longestName().substring(2);
  }

  private static boolean mayBeInFile(OptionSpec option) {
    return Variables.serves(option) && !option.longestName().equals(Options.CONFIG);
  }

  /** The first value in the file that is of no option, as a message; empty if there is none. */
  Optional<Invocation.Wrong> unknown(CommandSpec command) {
    List<String> known =
        command.options().stream().filter(Sources::mayBeInFile).map(Sources::nameInFile).toList();
    return file.values().stream()
        .filter(value -> !known.contains(value.name()))
        .findFirst()
        .map(value -> unknown(value, known));
  }

  private static Invocation.Wrong unknown(OptionValue value, List<String> known) {
    String remedy =
        Spelling.nearest(value.name(), known, "")
            .map(meant -> "did you mean " + meant + "?")
            .orElse("remove it; --help lists the options, which are the keys, and servers");
    return new Invocation.Wrong(
        value.place() + ": unknown key " + value.name() + ": " + remedy, Optional.of(value.name()));
  }

  /** Warnings about the environment, one line each. */
  List<String> warnings(CommandSpec command) {
    return environment.warnings(command);
  }
}
