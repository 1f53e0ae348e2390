package io.heddle.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of the program in the language of man(7), from the same descriptions as the help:
 * the options of the server first, then each command with its own.
 */
final class ManPage {
  private static final String OTHER_NAME = "serve";

  private final CommandSpec program;
  private final StringBuilder text = new StringBuilder();

  /**
   * A page.
   *
   * @param program the command of the program, with all others below it
   */
  ManPage(CommandSpec program) {
    this.program = program;
  }

  String text() {
    String name = program.name();
    text.setLength(0);
    macro("TH", name.toUpperCase(Locale.ROOT), "1", "", "Heddle " + ProgramVersion.text(), "");
    section("NAME");
    line(escape(name + " - HTTP server with virtual threads or event loops"));
    section("SYNOPSIS");
    synopsis();
    section("DESCRIPTION");
    lines(program.usageMessage().description());
    section("OPTIONS");
    options(program);
    paragraph(Options.UNITS);
    section("COMMANDS");
    commands(name, program);
    section("ENVIRONMENT");
    line(escape(Options.VARIABLES));
    paragraph("JAVA_OPTS contains options for the JVM, separated by spaces.");
    section("SIGNALS");
    line(escape(Options.SIGNALS));
    paragraph("SIGHUP reopens the access log and reads certificates again.");
    section("EXIT STATUS");
    line(escape(Options.STATUS.replaceFirst("^Exit status: ", "")));
    return text.toString();
  }

  /** Each command that is not another name of the program itself. */
  private static Map<String, CommandLine> subcommands(CommandSpec command) {
    Map<String, CommandLine> all = new LinkedHashMap<>(command.subcommands());
    all.remove(OTHER_NAME);
    return all;
  }

  private void synopsis() {
    List<String> forms = new ArrayList<>();
    forms.add(bold(program.name()) + " [" + bold(OTHER_NAME) + "] [" + italic("OPTION") + "...]");
    subcommands(program)
        .forEach(
            (name, command) ->
                forms.add(bold(program.name() + " " + name) + arguments(command.getCommandSpec())));
    line(String.join("\n.br\n", forms));
  }

  private static String arguments(CommandSpec command) {
    StringBuilder words = new StringBuilder(" [" + italic("OPTION") + "...]");
    if (!command.subcommands().isEmpty()) {
      words.append(" [").append(italic("COMMAND")).append(" ...]");
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      words.append(' ').append(italic(parameter.paramLabel()));
    }
    return words.toString();
  }

  private void commands(String path, CommandSpec parent) {
    subcommands(parent)
        .forEach(
            (name, command) -> {
              CommandSpec spec = command.getCommandSpec();
              text.append(".SS ").append(quoted(escape(path + " " + name))).append('\n');
              if (spec.userObject() instanceof Options) {
                line(escape(Invocation.COMMANDS.get(name) + " Its options are those above."));
              } else {
                describe(spec);
              }
              commands(path + " " + name, spec);
            });
  }

  private void describe(CommandSpec command) {
    lines(command.usageMessage().description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry(italic(parameter.paramLabel()), parameter);
    }
    options(command);
  }

  private void options(CommandSpec command) {
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
          names.add(bold(name));
        }
        boolean hasValue = option.arity().min() > 0;
        entry(
            String.join(", ", names) + (hasValue ? "=" + italic(option.paramLabel()) : ""), option);
      }
    }
  }

  private void entry(String head, ArgSpec argument) {
    text.append(".TP\n").append(head).append('\n');
    lines(argument.description());
  }

  private void section(String title) {
    macro("SH", title);
  }

  private void paragraph(String words) {
    text.append(".PP\n");
    line(escape(words));
  }

  /** Writes lines that stay lines; empty ones are only for the help. */
  private void lines(String[] words) {
    List<String> kept = new ArrayList<>();
    for (String some : words) {
      if (!some.isBlank()) {
        kept.add(escape(some));
      }
    }
    line(String.join("\n.br\n", kept));
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  private void macro(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(' ').append(quoted(escape(argument)));
    }
    text.append('\n');
  }

  private static String quoted(String escaped) {
    return '"' + escaped.replace("\"", "\\(dq") + '"';
  }

  private static String bold(String words) {
    return "\\fB" + escape(words) + "\\fR";
  }

  private static String italic(String words) {
    return "\\fI" + escape(words) + "\\fR";
  }

  /** Plain words in roff: no escapes, no hyphens that become dashes, no line that is a request. */
  private static String escape(String words) {
    String escaped =
        words.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }
}
