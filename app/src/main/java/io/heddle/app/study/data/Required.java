package io.heddle.app.study.data;

import org.jspecify.annotations.Nullable;

/** Checks of the records: a file without a member must not become a record without it. */
final class Required {
  private Required() {}

  static <T> T value(String name, @Nullable T value) {
    if (value == null) throw new IllegalArgumentException("\"" + name + "\" is missing");
    return value;
  }

  static void text(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("\"" + name + "\" is missing or empty");
    }
  }
}
