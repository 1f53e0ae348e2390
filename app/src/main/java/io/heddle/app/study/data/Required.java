package io.heddle.app.study.data;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks of the records: a file without a member must not become a record without it. */
final class Required {
  private Required() {}

  static <T> T value(String name, @Nullable T value) {
    if (value == null) throw new IllegalArgumentException("\"" + name + "\" is missing");
    return value;
  }

  /** A copy in the order of the keys, so that the same record is always the same file. */
  static <K extends Comparable<K>, V> Map<K, V> sorted(String name, @Nullable Map<K, V> map) {
    Map<K, V> copy = new TreeMap<>(value(name, map));
    copy.forEach((key, value) -> value("" + key, value));
    return Collections.unmodifiableMap(copy);
  }

  static void text(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("\"" + name + "\" is missing or empty");
    }
  }

  /** Checked as soon as it is read, so that the message can name the file. */
  static void histogram(String name, @Nullable String value) {
    String text = value(name, value);
    try {
      Histograms.read(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"" + name + "\" is " + e.getMessage(), e);
    }
  }
}
