package io.heddle.app.config;

import io.heddle.app.cgi.CgiConfig;
import io.heddle.app.values.TimeConverter;
import io.heddle.content.PathRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads which files of a location are scripts, and how they run. */
final class CgiReader {
  static final String CGI = "cgi";

  /** No file is a script, although the server has some. */
  private static final String OFF = "off";

  private static final String TIMEOUT = "timeout";
  private static final String MAX_SCRIPTS = "max-scripts";
  private static final int MOST_SCRIPTS = 10_000;
  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]+");

  private CgiReader() {}

  /**
   * Which files are scripts; empty if none are.
   *
   * @param rules by which paths lead to files
   */
  static Optional<CgiConfig> read(LocationBlock location, PathRules rules) {
    return !isIn(location.block())
        ? Optional.empty()
        : location.block().block(CGI).map(cgi -> read(cgi, rules, location.paths()));
  }

  /** Whether some files of a location are scripts. */
  static boolean isIn(Block block) {
    return !block.is(CGI, OFF) && block.has(CGI);
  }

  private static CgiConfig read(Block cgi, PathRules rules, RelativePaths paths) {
    Map<String, Optional<Path>> interpreters = new TreeMap<>();
    for (String key : cgi.keys()) {
      if (EXTENSION.matcher(key).matches()) {
        boolean isProgram = cgi.is(key, "");
        interpreters.put(
            key, isProgram ? Optional.empty() : cgi.value(key, text -> program(text, paths)));
      }
    }
    Duration timeout = cgi.value(TIMEOUT, CgiReader::time).orElse(CgiConfig.STANDARD_TIMEOUT);
    int maxScripts =
        cgi.number(MAX_SCRIPTS, 1, MOST_SCRIPTS).orElse(CgiConfig.STANDARD_MAX_SCRIPTS);
    if (cgi.end() && interpreters.isEmpty()) {
      cgi.mistake("there is no extension: write \".py\" = /usr/bin/python3, or \".cgi\" = \"\"");
    }
    CgiConfig config = new CgiConfig(interpreters, timeout, maxScripts);
    config.conflict(rules).ifPresent(cgi::mistake);
    return config;
  }

  private static Path program(String text, RelativePaths paths) {
    Path program = paths.path(text).toAbsolutePath();
    if (!Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw paths.missing(
          "program: write its whole path, or \"\" for files that are programs themselves");
    }
    return program;
  }

  private static Duration time(String text) {
    Duration time = Converted.by(new TimeConverter()).apply(text).duration();
    if (time.isZero() || time.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException("write a time from 1ms to 24h");
    }
    return time;
  }
}
