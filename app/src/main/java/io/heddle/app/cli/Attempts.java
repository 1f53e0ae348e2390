package io.heddle.app.cli;

import io.heddle.app.values.OptionValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the user asks the program to do, and everything that is wrong with it: a value of the
 * configuration file that is wrong is left out, and the rest is read again.
 *
 * @param last what was read without the wrong values of the file
 * @param mistakes one line each; empty if nothing is wrong
 */
public record Attempts(Invocation last, List<String> mistakes) {
  /**
   * Reads the command line; the environment for options that are not on it; and a configuration
   * file for options that are in neither.
   *
   * @param command the name of the program in the help
   * @param file the options in the configuration file
   * @param usesAddress whether the server listens at the address of the options
   */
  public static Attempts of(
      String command,
      List<String> words,
      Map<String, String> variables,
      List<OptionValue> file,
      boolean usesAddress) {
    List<OptionValue> values = new ArrayList<>(file);
    List<String> mistakes = new ArrayList<>();
    Set<String> leftOut = new HashSet<>();
    while (true) {
      Invocation last = Invocation.of(command, words, variables, values, usesAddress);
      if (!(last instanceof Invocation.Wrong(String reason, Optional<String> key))) {
        return new Attempts(last, mistakes);
      }
      if (!isDueTo(leftOut, reason)) {
        mistakes.add(reason);
      }
      if (key.isEmpty() || !values.removeIf(value -> value.name().equals(key.get()))) {
        return new Attempts(last, mistakes);
      }
      leftOut.add(key.get());
    }
  }

  /** Whether something is wrong only because another option was left out. */
  private static boolean isDueTo(Set<String> leftOut, String reason) {
    return leftOut.stream()
        .anyMatch(name -> (reason + " ").matches(".*--" + Pattern.quote(name) + "[^\\w-].*"));
  }
}
