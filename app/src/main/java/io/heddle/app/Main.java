package io.heddle.app;

import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.Options;
import io.heddle.app.study.cli.StudyCommand;
import java.util.List;

/**
 * Reads the command line, serves until a signal arrives or runs a study, and sets the exit status.
 */
public final class Main {
  private static final int OK = 0;
  private static final int CANNOT_START = 1;
  private static final int WRONG_OPTIONS = 2;
  private static final int CUT_OFF = 3;

  /** The system property in which a script passes the command that the user typed. */
  private static final String COMMAND = "heddle.command";

  private Main() {}

  /** Runs the program. */
  public static void main(String... words) {
    System.exit(run(System.getProperty(COMMAND, "app"), List.of(words)));
  }

  /** The first word decides what the program does; without one, it serves. */
  private static int run(String command, List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    return switch (first) {
      case "study" -> StudyCommand.run(command, words.subList(1, words.size()));
      case "serve" -> serve(command, words.subList(1, words.size()));
      case "completion", "manpage" -> CommandTree.run(command, words);
      default -> serve(command, words);
    };
  }

  private static int serve(String command, List<String> words) {
    return switch (Invocation.of(command, words, System.getenv())) {
      case Invocation.Serve(Options options, List<String> warnings) -> {
        warnings.forEach(Messages::warn);
        yield serve(options);
      }
      case Invocation.Print(String text) -> {
        System.out.print(text);
        System.out.flush();
        yield OK;
      }
      case Invocation.Wrong(String reason) -> {
        Messages.error(reason);
        Messages.info("see " + command + " --help for the options");
        yield WRONG_OPTIONS;
      }
    };
  }

  private static int serve(Options options) {
    Messages.takeLogs();
    FatalExit fatalExit = FatalExit.install();
    try {
      Signals signals = Signals.listen();
      Server server = Server.start(options, fatalExit);
      signals.onHangup(server::reopenLogs);
      server.announce(System.out);
      ServiceManager manager = ServiceManager.of(System.getenv(), ProcessHandle.current().pid());
      manager.ready(server.readyLine(), server::serves);
      signals.awaitEnd();
      manager.stopping();
      return stop(server, options);
    } catch (StartupException e) {
      Messages.error(String.valueOf(e.getMessage()));
      return CANNOT_START;
    }
  }

  private static int stop(Server server, Options options) {
    DrainNotice notice = DrainNotice.start(server::openConnections, options.timeouts().grace());
    boolean finished = server.stop();
    notice.end();
    if (finished) {
      return OK;
    }
    Messages.warn("some requests were cut off when the grace time was over (--grace)");
    return CUT_OFF;
  }
}
