package io.heddle.app.cli;

import io.heddle.app.cgi.CgiConfig;
import io.heddle.app.values.Interpreter;
import io.heddle.content.FileFields;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** The option for scripts among the files. */
public final class CgiOptions {
  private static final String CGI = "--cgi";

  @Option(
      names = CGI,
      paramLabel = "EXT=PROGRAM",
      split = "\\R",
      converter = Interpreter.Converter.class,
      description =
          "Run files of --root with an extension as scripts (CGI), such as .py=/usr/bin/python3;"
              + " .cgi= for files that are programs. Repeatable.")
  private List<Interpreter> interpreters = List.of();

  CgiOptions() {}

  /** Which files are scripts; empty if none are. */
  public Optional<CgiConfig> config() {
    Map<String, Optional<Path>> programs = new TreeMap<>();
    interpreters.forEach(one -> programs.put(one.extension(), one.program()));
    return programs.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CgiConfig(programs, CgiConfig.STANDARD_TIMEOUT, CgiConfig.STANDARD_MAX_SCRIPTS));
  }

  void check(Predicate<String> isSet, FileOptions files) {
    if (files.root().isEmpty() && isSet.test(CGI)) {
      throw new WrongValue("there are no files: add --root, or remove this option", CGI);
    }
    for (Interpreter one : interpreters) {
      if (one.program().isPresent() && !isProgram(one.program().get())) {
        throw new WrongValue(
            "there is no program "
                + one.program().get()
                + ": write the whole path of one, or nothing after the equals sign",
            CGI);
      }
    }
    config()
        .flatMap(
            cgi -> files.config(FileFields.NONE).flatMap(served -> cgi.conflict(served.paths())))
        .ifPresent(
            conflict -> {
              throw new WrongValue(conflict, CGI);
            });
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** Removes values that have no effect. */
  void describe(Map<String, String> values) {
    if (interpreters.isEmpty()) {
      values.remove(CGI.substring(2));
    }
  }
}
