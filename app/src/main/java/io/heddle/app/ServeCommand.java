package io.heddle.app;

import io.heddle.app.cli.Attempts;
import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.Options;
import io.heddle.app.config.ConfigFile;
import io.heddle.app.config.ListenAddress;
import io.heddle.app.config.Mistake;
import io.heddle.app.values.OptionValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands {@code serve} and {@code check}: they read the same options and files. */
final class ServeCommand {
  private static final int OK = 0;
  private static final int CANNOT_START = 1;
  private static final int WRONG_OPTIONS = 2;
  private static final int CUT_OFF = 3;

  private static final String CONFIG = "--config";
  private static final String CONFIG_VARIABLE = "APP_CONFIG";

  private final String command;
  private final Map<String, String> variables;

  /**
   * The commands.
   *
   * @param command the name of the program, as the user typed it
   * @param variables the environment
   */
  ServeCommand(String command, Map<String, String> variables) {
    this.command = command;
    this.variables = variables;
  }

  /** Serves until a signal arrives; returns the exit status. */
  int serve(List<String> words) {
    return run(words, false);
  }

  /** Only checks the options and the configuration file; returns the exit status. */
  int check(List<String> words) {
    return run(words, true);
  }

  private int run(List<String> words, boolean onlyChecks) {
    return switch (read(words)) {
      case Reading.Text(String text) -> {
        System.out.print(text);
        System.out.flush();
        yield OK;
      }
      case Reading.Wrong(List<String> mistakes) -> refuse(mistakes);
      case Reading.Valid valid -> {
        valid.warnings().forEach(Messages::warn);
        yield run(valid, onlyChecks, words);
      }
    };
  }

  /** Reads the words, the environment and the configuration file, as they are now. */
  private Reading read(List<String> words) {
    Optional<ConfigFile> file = configName(words).map(ConfigFile::read);
    List<OptionValue> values = file.map(ConfigFile::options).orElse(List.of());
    boolean usesAddress = file.map(ConfigFile::usesAddressOfOptions).orElse(true);
    Attempts attempts = Attempts.of(command, words, variables, values, usesAddress);
    List<String> mistakes = new ArrayList<>(attempts.mistakes());
    return switch (attempts.last()) {
      case Invocation.Print(String text) -> new Reading.Text(text);
      case Invocation.Wrong _ -> {
        file.ifPresent(its -> addTo(mistakes, its.mistakes()));
        yield new Reading.Wrong(mistakes);
      }
      case Invocation.Serve(Options options, List<String> warnings) -> {
        ListenAddress standard = Configuration.standardAddress(options);
        file.ifPresent(its -> addTo(mistakes, its.mistakes(standard)));
        Configuration configuration =
            file.map(its -> new Configuration(options, its.servers()).with(its.sessions()))
                .orElse(Configuration.of(options));
        mistakes.addAll(Conflicts.of(configuration));
        yield mistakes.isEmpty()
            ? new Reading.Valid(configuration, warnings, file)
            : new Reading.Wrong(mistakes);
      }
    };
  }

  private static void addTo(List<String> lines, List<Mistake> mistakes) {
    mistakes.stream().map(Mistake::toString).forEach(lines::add);
  }

  private int run(Reading.Valid valid, boolean onlyChecks, List<String> words) {
    Configuration configuration = valid.configuration();
    Optional<ConfigFile> file = valid.file();
    if (configuration.options().printsConfig()) {
      System.out.print(PrintedConfig.of(configuration.options(), file));
      System.out.flush();
      return OK;
    }
    if (onlyChecks) {
      try {
        Serving.check(configuration);
      } catch (StartupException e) {
        return refuse(List.of(String.valueOf(e.getMessage())));
      }
      Messages.info(file.map(its -> its.path() + " is valid").orElse("the options are valid"));
      return OK;
    }
    return serve(configuration, () -> read(words));
  }

  private int refuse(List<String> mistakes) {
    mistakes.forEach(Messages::error);
    Messages.info("see " + command + " --help for the options");
    return WRONG_OPTIONS;
  }

  /** The name of the configuration file: from the words, or else from the environment. */
  private Optional<String> configName(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith(CONFIG + "=")) {
        return Optional.of(word.substring(CONFIG.length() + 1));
      }
      if (word.equals(CONFIG) && i + 1 < words.size()) {
        return Optional.of(words.get(i + 1));
      }
    }
    return Optional.ofNullable(variables.get(CONFIG_VARIABLE)).filter(name -> !name.isEmpty());
  }

  /**
   * Serves.
   *
   * @param source reads the configuration again
   */
  private static int serve(Configuration configuration, Supplier<Reading> source) {
    Messages.takeLogs(configuration.options().messages());
    FatalExit fatalExit = FatalExit.install();
    try {
      Signals signals = Signals.listen();
      Server server = Server.start(configuration, fatalExit);
      signals.onHangup(new Reloading(server, source)::request);
      server.announce(System.out);
      ServiceManager manager = ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
      manager.ready(server.readyLine(), server::serves);
      signals.awaitEnd();
      manager.stopping();
      return stop(server);
    } catch (StartupException e) {
      Messages.error(String.valueOf(e.getMessage()));
      return CANNOT_START;
    }
  }

  private static int stop(Server server) {
    Duration grace = server.configuration().options().timeouts().grace();
    DrainNotice notice = DrainNotice.start(server::openConnections, grace);
    boolean finished = server.stop();
    notice.end();
    if (finished) {
      return OK;
    }
    Messages.warn("some requests were cut off when the grace time was over (--grace)");
    return CUT_OFF;
  }
}
