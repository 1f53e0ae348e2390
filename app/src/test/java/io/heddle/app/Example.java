package io.heddle.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A command on a page of the documentation, and its output. A line that begins with {@code $} is a
 * command; the lines up to the next command are its output.
 */
record Example(String command, List<String> output) {
  private static final String INDENT = "    ";
  private static final String PROMPT = INDENT + "$ ";

  /** The examples of a page, in order. */
  static List<Example> of(Path page) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String line : Files.readAllLines(page)) {
      if (line.startsWith(PROMPT)) {
        examples.add(new Example(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (line.startsWith(INDENT)) {
        examples.getLast().output().add(line.substring(INDENT.length()));
      }
    }
    return examples;
  }

  /** The words of a command, of which some are partly quoted. */
  static String[] words(String command) {
    return Pattern.compile("([^ ']|'[^']*')+")
        .matcher(command)
        .results()
        .map(word -> word.group().replace("'", ""))
        .toArray(String[]::new);
  }
}
