package io.heddle.app.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import io.heddle.app.values.OptionValue;
import io.heddle.app.values.Spelling;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user asks the program to do. */
public sealed interface Invocation {
  /** The options that only print a text. With them, the environment is not checked. */
  Set<String> PRINTS = Set.of("-h", "--help", "-V", "--version");

  /** The commands of the program. Without one, it serves. */
  Map<String, String> COMMANDS =
      Map.of(
          "certificate", "Makes a certificate for trying --tls-port.",
          "serve", "Serves; this word may be left out.",
          "check", "Checks the options and a configuration file, and does not serve.",
          "reload", "Makes a running server reload its configuration.",
          "study", "Measures the engines side by side; study --help lists its options.",
          "client", "Sends requests and writes the responses, as a small curl.",
          "help", "Shows the help of a command: help study report.",
          "completion", "Prints a script that completes words in bash or zsh.",
          "manpage", "Prints the manual page.");

  /** The remedy for an empty value. */
  String EMPTY = "it is empty: write a value, or remove it";

  /**
   * Serve with these options, which are valid.
   *
   * @param warnings lines to print first
   */
  record Serve(Options options, List<String> warnings) implements Invocation {}

  /** Print a text. */
  record Print(String text) implements Invocation {}

  /**
   * Refuse to start.
   *
   * @param reason one line: the wrong value, its source and the remedy
   * @param key the value of the configuration file that is wrong; empty if it is none
   */
  record Wrong(String reason, Optional<String> key) implements Invocation {
    Wrong(String reason) {
      this(reason, Optional.empty());
    }
  }

  /** Reads the command line, and the environment for options that are not on it. */
  static Invocation of(List<String> words, Map<String, String> variables) {
    return of("app", words, variables);
  }

  /**
   * Reads the command line, and the environment for options that are not on it.
   *
   * @param command the name of the program in the help
   */
  static Invocation of(String command, List<String> words, Map<String, String> variables) {
    return of(command, words, variables, List.of(), true);
  }

  /**
   * Reads the command line; the environment for options that are not on it; and a configuration
   * file for options that are in neither.
   *
   * @param command the name of the program in the help
   * @param file the options in the configuration file
   * @param usesAddress whether the server listens at the address of the options
   */
  static Invocation of(
      String command,
      List<String> words,
      Map<String, String> variables,
      List<OptionValue> file,
      boolean usesAddress) {
    Options options = new Options();
    Sources sources = new Sources(new Variables(variables), file);
    CommandLine commandLine =
        new CommandLine(options)
            .setExpandAtFiles(false)
            .setInterpolateVariables(false)
            .setDefaultValueProvider(words.stream().anyMatch(PRINTS::contains) ? null : sources);
    try {
      ParseResult given = commandLine.parseArgs(words.toArray(new String[0]));
      if (given.isUsageHelpRequested()) {
        return new Print(help(command));
      }
      if (given.isVersionHelpRequested()) {
        return new Print(ProgramVersion.line() + System.lineSeparator());
      }
      Optional<Wrong> unknown = sources.unknown(given.commandSpec());
      return unknown.isPresent() ? unknown.get() : check(options, given, sources, usesAddress);
    } catch (UnmatchedArgumentException e) {
      return new Wrong(unknown(e));
    } catch (ParameterException e) {
      return wrong(e, words, sources);
    }
  }

  /** The options of the server, without commands, to describe them. */
  static CommandLine model() {
    return new CommandLine(new Options());
  }

  /** The help shows the program's own defaults, not those of the environment. */
  private static String help(String command) {
    CommandLine commandLine = model();
    commandLine
        .getCommandSpec()
        .usageMessage()
        .commandListHeading("%nCommands:%n")
        .customSynopsis(
            command + " [serve] [OPTION...]",
            " ".repeat(7) + command + " study [OPTION...]",
            " ".repeat(7) + command + " certificate [OPTION...]",
            " ".repeat(7) + command + " reload PID",
            " ".repeat(7) + command + " client [OPTION...] URL...",
            " ".repeat(7) + command + " help [COMMAND...]",
            " ".repeat(7) + command + " completion bash|zsh",
            " ".repeat(7) + command + " manpage");
    new TreeMap<>(COMMANDS)
        .forEach(
            (name, text) -> {
              CommandSpec spec = CommandSpec.create();
              spec.usageMessage().description(text);
              commandLine.addSubcommand(name, spec);
            });
    return commandLine.getUsageMessage();
  }

  private static Invocation check(
      Options options, ParseResult given, Sources sources, boolean usesAddress) {
    CommandSpec command = given.commandSpec();
    try {
      for (OptionSpec option : given.matchedOptions()) {
        if (option.stringValues().contains("")) {
          throw new WrongValue(EMPTY, option.longestName());
        }
      }
      options.check(
          name ->
              given.hasMatchedOption(name) || sources.given(command.findOption(name)).isPresent(),
          usesAddress);
    } catch (WrongValue e) {
      return wrong(e, given, sources);
    }
    options.keep(command, places(given, sources));
    return new Serve(
        options,
        Stream.concat(
                sources.warnings(command).stream(), options.warnings(maxDescriptors()).stream())
            .toList());
  }

  private static long maxDescriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }

  /** Where each option has its value from, by its name without dashes; others have a default. */
  private static Map<String, String> places(ParseResult given, Sources sources) {
    Map<String, String> places = new HashMap<>();
    for (OptionSpec option : given.commandSpec().options()) {
      if (given.hasMatchedOption(option)) {
        places.put(Sources.nameInFile(option), option.longestName());
      } else {
        sources.given(option).ifPresent(it -> places.put(Sources.nameInFile(option), it.place()));
      }
    }
    return places;
  }

  private static Wrong wrong(WrongValue e, ParseResult given, Sources sources) {
    CommandSpec command = given.commandSpec();
    for (String name : e.options()) {
      if (given.hasMatchedOption(name)) {
        String value = given.matchedOption(name).stringValues().getLast();
        return new Wrong(invalid(name, value, e.remedy()));
      }
    }
    for (String name : e.options()) {
      Optional<Sources.Given> value = sources.given(command.findOption(name));
      if (value.isPresent()) {
        return value.get().wrong(e.remedy());
      }
    }
    throw new IllegalStateException("a default is wrong", e);
  }

  private static Wrong wrong(ParameterException e, List<String> words, Sources sources) {
    if (e instanceof MissingParameterException missing
        && missing.getMissing().getFirst() instanceof OptionSpec option) {
      String name = option.longestName();
      return new Wrong(name + " has no value: write " + name + "=" + option.paramLabel());
    }
    if (e instanceof OverwrittenOptionException twice
        && twice.getOverwritten() instanceof OptionSpec option) {
      return new Wrong(option.longestName() + " is given more than once: write it once");
    }
    if (e.getCause() instanceof TypeConversionException conversion
        && e.getArgSpec() instanceof OptionSpec option) {
      String remedy =
          option.typeInfo().isBoolean()
              ? "write true or false"
              : String.valueOf(conversion.getMessage());
      String value = e.getValue();
      String name = option.longestName();
      boolean isGiven =
          words.stream().anyMatch(word -> word.equals(name) || word.startsWith(name + "="));
      String correction = value.isEmpty() ? EMPTY : remedy;
      return sources
          .given(option)
          .filter(_ -> !isGiven)
          .map(it -> it.wrong(correction))
          .orElseGet(() -> new Wrong(invalid(name, value, correction)));
    }
    return new Wrong(String.valueOf(e.getMessage()).replace('\n', ' '));
  }

  private static String invalid(String place, String value, String remedy) {
    return "invalid " + place + "=" + value + ": " + remedy;
  }

  private static String unknown(UnmatchedArgumentException e) {
    String word = e.getUnmatched().getFirst();
    if (!e.isUnknownOption()) {
      return "unexpected argument "
          + word
          + Spelling.nearest(word, COMMANDS.keySet(), "")
              .map(meant -> ": did you mean the command " + meant + "?")
              .orElse(": write only options, such as --root=DIR");
    }
    List<String> known =
        e.getCommandLine().getCommandSpec().options().stream()
            .map(OptionSpec::longestName)
            .toList();
    return "unknown option "
        + word
        + Spelling.nearest(word.replaceFirst("=.*", ""), known, "--")
            .map(meant -> ": did you mean " + meant + "?")
            .orElse(": remove it");
  }
}
