package io.heddle.app.cgi;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts programs so that each is the leader of a process group, and kills whole groups. Java can
 * do neither, so this takes setsid (util-linux or BusyBox) and the kill command of the shell.
 */
final class ProcessGroups {
  /** Where scripts find programs. */
  static final String PATH = "/usr/local/bin:/usr/bin:/bin";

  private final String setsid;
  private final String shell;

  /**
   * Looks for the programs that it needs.
   *
   * @throws IllegalArgumentException when one is missing
   */
  ProcessGroups() {
    setsid = find("setsid", "util-linux");
    shell = find("sh", "a shell");
  }

  private static String find(String program, String origin) {
    return Stream.of(PATH.split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scripts (cgi) need the program %s, which is not in %s: install %s"
                        .formatted(program, PATH, origin)));
  }

  /**
   * A program that leads a group of its own. Its process id is the group's: setsid makes the
   * process a leader, and then becomes the program.
   */
  ProcessBuilder leader(List<String> command) {
    List<String> words = new ArrayList<>();
    words.add(setsid);
    words.addAll(command);
    return new ProcessBuilder(words);
  }

  /**
   * Kills all processes of a group.
   *
   * @return false if there is no such group
   */
  boolean kill(long id) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder(shell, "-c", "kill -s KILL -- \"-$1\"", "kill", Long.toString(id))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start();
    kill.getOutputStream().close();
    return kill.waitFor() == 0;
  }
}
