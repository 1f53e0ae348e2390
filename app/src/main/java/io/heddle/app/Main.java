package io.heddle.app;

import io.heddle.app.cli.Invocation;
import io.heddle.app.cli.Options;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the command line, serves until a signal comes, and gives the process its exit status. */
public final class Main {
  private static final int OK = 0;
  private static final int CANNOT_START = 1;
  private static final int WRONG_OPTIONS = 2;

  private Main() {}

  /** The program. */
  public static void main(String... words) {
    System.exit(run(List.of(words)));
  }

  private static int run(List<String> words) {
    return switch (Invocation.of(words, System.getenv())) {
      case Invocation.Serve(Options options) -> serve(options);
      case Invocation.Print(String text) -> {
        System.out.print(text);
        System.out.flush();
        yield OK;
      }
      case Invocation.Wrong(String reason) -> {
        complain(reason);
        complain("see app --help for the options");
        yield WRONG_OPTIONS;
      }
    };
  }

  private static int serve(Options options) {
    try {
      Signals signals = Signals.listen();
      Server server = Server.start(options);
      signals.onHangup(server::reopenLogs);
      server.announce(System.out);
      signals.awaitEnd();
      if (!server.stop()) {
        complain("some requests were cut off when the grace time was over");
      }
      return OK;
    } catch (StartupException e) {
      complain(e.getMessage());
      return CANNOT_START;
    }
  }

  private static void complain(@Nullable String what) {
    System.err.println("app: " + what);
  }
}
