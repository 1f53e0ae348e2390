package io.heddle.gatling.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An engine that is measured.
 *
 * @param label the engine, with a number if it is measured more than once: {@code epoll#2}
 */
record Variant(String label, String engine) {
  private static final List<String> ENGINES = List.of("epoll", "vthreads", "threads");
  private static final Pattern GAP = Pattern.compile("[,\\s]+");

  /** The variants that a list of engines with commas or blanks names. */
  static List<Variant> of(String list) throws CompareException {
    List<String> engines =
        Stream.of(GAP.split(list, -1)).filter(engine -> !engine.isEmpty()).toList();
    if (engines.isEmpty()) {
      throw CompareException.wrongOption(
          "--engines: name at least one of " + String.join(", ", ENGINES));
    }
    List<String> seen = new ArrayList<>();
    List<Variant> variants = new ArrayList<>();
    for (String engine : engines) {
      if (!ENGINES.contains(engine)) {
        throw CompareException.wrongOption(
            "--engines: unknown engine %s, use: %s".formatted(engine, String.join(", ", ENGINES)));
      }
      seen.add(engine);
      boolean isOnly = Collections.frequency(engines, engine) == 1;
      String number = isOnly ? "" : "#" + Collections.frequency(seen, engine);
      variants.add(new Variant(engine + number, engine));
    }
    return variants;
  }

  /** The name of its folder, which can be part of a URL. */
  String folder() {
    return label.replace('#', '-');
  }
}
