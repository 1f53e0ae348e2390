package io.heddle.app.cgi;

import io.heddle.content.PathRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which files are scripts, and how they may run.
 *
 * @param interpreters the programs that run files, by their extensions, such as {@code .py}; empty
 *     for files that are programs themselves
 * @param timeout how long a script may neither read its input nor write; then it is killed
 * @param maxScripts how many may run at the same time, at least 1
 */
public record CgiConfig(
    Map<String, Optional<Path>> interpreters, Duration timeout, int maxScripts) {
  public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(30);
  public static final int STANDARD_MAX_SCRIPTS = 32;

  private static final String PAGE = ".html";

  public CgiConfig {
    interpreters = Map.copyOf(new TreeMap<>(interpreters));
  }

  /** Whether a file of this name is a script. */
  public boolean isScript(String name) {
    return interpreters.containsKey(extension(name));
  }

  /**
   * Why files would be sent in place of their output; empty if none are.
   *
   * @param rules by which paths lead to files
   */
  public Optional<String> conflict(PathRules rules) {
    if (rules.fallback().stream().anyMatch(this::isScript)) {
      return Optional.of("the fallback cannot be a script: name a page");
    }
    return rules.cleanUrls() && interpreters.containsKey(PAGE)
        ? Optional.of("clean URLs lead to files that end in .html: use another extension")
        : Optional.empty();
  }

  /** From the last dot on; empty if there is none, or nothing before it. */
  static String extension(String name) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }
}
