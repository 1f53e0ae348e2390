package io.heddle.app;

import io.heddle.app.config.ConfigFile;
import java.util.List;
import java.util.Optional;

/** What the command line, the environment and the configuration file say together. */
sealed interface Reading {
  /** The user wants a text, such as the help. */
  record Text(String text) implements Reading {}

  /**
   * Something is wrong.
   *
   * @param mistakes all of them, a line each
   */
  record Wrong(List<String> mistakes) implements Reading {}

  /**
   * A configuration that can be served if its files, folders and addresses can be used.
   *
   * @param warnings a line each
   */
  record Valid(Configuration configuration, List<String> warnings, Optional<ConfigFile> file)
      implements Reading {}
}
