package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.config.ConfigFile;
import io.heddle.app.config.PrintedBlock;
import java.util.List;
import java.util.Optional;

/**
 * All values of a configuration and where they come from, as a configuration file that means the
 * same.
 */
final class PrintedConfig {
  private static final String FILE = "config";

  private PrintedConfig() {}

  static String of(Options options, Optional<ConfigFile> file) {
    String servers = file.map(ConfigFile::printedServers).orElse("");
    List<String> without = servers.isEmpty() ? List.of() : Conflicts.OF_ONE_SITE;
    StringBuilder text = new StringBuilder();
    for (String name : options.effective().keySet()) {
      if (!name.equals(FILE) && !without.contains(name)) {
        String place = options.place(name).orElse("default");
        text.append(PrintedBlock.line(name, options.written(name), place));
      }
    }
    return text.append(file.map(ConfigFile::printedSessions).orElse("")).append(servers).toString();
  }
}
