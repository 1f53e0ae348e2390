package io.heddle.app;

import io.heddle.app.cli.ProgramVersion;
import io.heddle.app.cli.ReloadCommand;
import io.heddle.app.client.ClientCommand;
import io.heddle.app.study.cli.StudyCommand;
import io.heddle.app.tls.CertificateCommand;
import java.util.List;

/** Runs the command that the user has typed, and sets the exit status. */
public final class Main {
  /** The system property in which a script passes the command that the user typed. */
  private static final String COMMAND = "heddle.command";

  private Main() {}

  /** Runs the program. */
  public static void main(String... words) {
    System.exit(run(System.getProperty(COMMAND, "app"), List.of(words)));
  }

  /** The first word decides what the program does; without one, it serves. */
  private static int run(String command, List<String> words) {
    ServeCommand serving = new ServeCommand(command, System.getenv());
    String first = words.isEmpty() ? "" : words.getFirst();
    List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
    return switch (first) {
      case "certificate" -> CertificateCommand.run(command, rest);
      case "check" -> serving.check(rest);
      case "reload" -> ReloadCommand.run(command, rest);
      case "study" -> StudyCommand.run(command, rest);
      case "client" -> new ClientCommand(ProgramVersion.text()).run(command, rest);
      case "completion", "manpage" -> CommandTree.run(command, words);
      case "help" -> help(serving, command, rest);
      case "serve" -> serving.serve(rest);
      default -> serving.serve(words);
    };
  }

  /** The help of the server is that of the program. */
  private static int help(ServeCommand serving, String command, List<String> words) {
    boolean isOfProgram = words.isEmpty() || words.equals(List.of("serve"));
    return isOfProgram ? serving.serve(List.of("--help")) : CommandTree.help(command, words);
  }
}
