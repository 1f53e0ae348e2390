package io.heddle.app.study.data;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A command as one line that can be pasted into a POSIX shell. */
public final class ShellWords {
  /** Words that mean the same to every shell with and without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+=");

  private ShellWords() {}

  /** The line of which a shell makes these words. Only those that need quotes have them. */
  public static String join(List<String> words) {
    return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) return word;
    Matcher option = OPTION.matcher(word);
    int start = option.lookingAt() ? option.end() : 0;
    // a quote cannot be within quotes: it ends them, comes with a backslash, and begins new ones
    return word.substring(0, start) + "'" + word.substring(start).replace("'", "'\\''") + "'";
  }
}
