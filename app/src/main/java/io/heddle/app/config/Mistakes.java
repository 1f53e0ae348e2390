package io.heddle.app.config;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The mistakes that were found while a configuration file was read. */
final class Mistakes {
  private final Places places;
  private final List<Mistake> found = new ArrayList<>();

  Mistakes(Places places) {
    this.places = places;
  }

  Places places() {
    return places;
  }

  /**
   * Adds a mistake.
   *
   * @param origin where it is
   * @param what is wrong: a key, or a key and its value
   */
  void add(ConfigOrigin origin, String what, String remedy) {
    found.add(new Mistake(Places.file(origin), Places.line(origin), what, remedy));
  }

  /** Adds a mistake. */
  void add(Mistake mistake) {
    found.add(mistake);
  }

  /** All mistakes, in the order of the file. What several blocks inherit is reported once. */
  List<Mistake> all() {
    return found.stream()
        .distinct()
        .sorted(Comparator.comparing(Mistake::file).thenComparingInt(Mistake::line))
        .toList();
  }
}
