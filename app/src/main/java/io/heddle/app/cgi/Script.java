package io.heddle.app.cgi;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script that a request's path leads to.
 *
 * @param file its real path, without symbolic links
 * @param interpreter that runs it; empty if it runs by itself
 * @param name the part of the path that leads to it, decoded (SCRIPT_NAME)
 * @param pathInfo the rest of the path, decoded (PATH_INFO); may be empty
 */
record Script(Path file, Optional<Path> interpreter, String name, String pathInfo) {
  /** The command that runs it. There are no arguments from the request. */
  List<String> command() {
    List<String> words = new ArrayList<>();
    interpreter.ifPresent(program -> words.add(program.toString()));
    words.add(file.toString());
    return words;
  }

  /** The folder it runs in. */
  Path folder() {
    return file.resolveSibling("");
  }
}
