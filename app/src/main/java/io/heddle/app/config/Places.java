package io.heddle.app.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.Map;

/**
 * Where values are, and their order: the values of the file itself come first, and then those of
 * the files that it includes, by their names.
 *
 * @param mainFile the name of the file itself
 */
record Places(String mainFile) {
  static String file(ConfigOrigin origin) {
    return origin.filename() == null ? origin.description() : origin.filename();
  }

  /** From 1; 0 if it is unknown. */
  static int line(ConfigOrigin origin) {
    return Math.max(0, origin.lineNumber());
  }

  /** A file and a line. */
  static String text(ConfigOrigin origin) {
    return file(origin) + ":" + line(origin);
  }

  /** The order of the entries of a block. */
  Comparator<Map.Entry<String, ConfigValue>> order() {
    return Comparator.comparing(
            (Map.Entry<String, ConfigValue> entry) -> entry.getValue().origin(), byPlace())
        .thenComparing(Map.Entry::getKey);
  }

  private Comparator<ConfigOrigin> byPlace() {
    return Comparator.comparing((ConfigOrigin origin) -> !file(origin).equals(mainFile))
        .thenComparing(Places::file)
        .thenComparingInt(Places::line);
  }
}
