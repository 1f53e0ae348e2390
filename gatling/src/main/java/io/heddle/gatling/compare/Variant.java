package io.heddle.gatling.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An engine that is measured.
 *
 * @param label the engine as the user named it, with a number if it is measured more than once:
 *     {@code epoll#2}
 * @param options of the server
 */
record Variant(String label, List<String> options) {
  private static final String NAMES =
      "epoll, vthreads, threads, epoll-virtual, or epoll-pool=N with the number of workers";
  private static final Pattern GAP = Pattern.compile("[,\\s]+");
  private static final Pattern POOL = Pattern.compile("epoll-pool=(?<workers>\\d{1,6})");

  Variant {
    options = List.copyOf(options);
  }

  /** The variants that a list of engines with commas or blanks names. */
  static List<Variant> of(String list) throws CompareException {
    List<String> engines =
        Stream.of(GAP.split(list, -1)).filter(engine -> !engine.isEmpty()).toList();
    if (engines.isEmpty()) {
      throw CompareException.wrongOption("--engines: name at least one of " + NAMES);
    }
    List<String> seen = new ArrayList<>();
    List<Variant> variants = new ArrayList<>();
    for (String engine : engines) {
      seen.add(engine);
      boolean isOnly = Collections.frequency(engines, engine) == 1;
      String number = isOnly ? "" : "#" + Collections.frequency(seen, engine);
      variants.add(new Variant(engine + number, options(engine)));
    }
    return variants;
  }

  private static List<String> options(String engine) throws CompareException {
    Matcher pool = POOL.matcher(engine);
    if (pool.matches()) {
      return List.of("--engine=epoll", "--workers=" + pool.group("workers"));
    }
    return switch (engine) {
      case "epoll", "vthreads", "threads" -> List.of("--engine=" + engine);
      case "epoll-virtual" -> List.of("--engine=epoll", "--workers=virtual");
      default ->
          throw CompareException.wrongOption(
              "--engines: unknown engine %s, use: %s".formatted(engine, NAMES));
    };
  }

  /** The name of its folder, which can be part of a URL. */
  String folder() {
    return label.replaceAll("[#=]", "-");
  }
}
