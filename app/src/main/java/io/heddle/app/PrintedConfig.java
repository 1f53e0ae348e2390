package io.heddle.app;

import io.heddle.app.cli.Options;
import io.heddle.app.config.ConfigFile;
import java.util.Map;
import java.util.Optional;

/** All values of a configuration and where they come from, as a configuration file. */
final class PrintedConfig {
  private PrintedConfig() {}

  static String of(Options options, Optional<ConfigFile> file) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> value : options.effective().entrySet()) {
      if (!value.getKey().equals("config")) {
        String line = value.getKey() + " = " + quoted(value.getValue());
        String place = options.place(value.getKey()).orElse("default");
        text.append("%-40s # %s%n".formatted(line, place));
      }
    }
    file.ifPresent(its -> text.append(its.printedServers()));
    return text.toString();
  }

  private static String quoted(String value) {
    return value.matches("[\\w./-]+")
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
