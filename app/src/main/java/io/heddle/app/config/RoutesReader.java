package io.heddle.app.config;

import java.util.Optional;
import java.util.Set;

/** Reads which routes of the program, or of a jar, a location has. */
final class RoutesReader {
  private static final String DEMO = "demo";
  private static final String LAB = "lab";
  private static final String HANDLER = "handler";

  static final Set<String> DEMO_KEYS = Set.of(DEMO);
  static final Set<String> LAB_KEYS = Set.of(LAB);
  static final Set<String> HANDLER_KEYS = Set.of(HANDLER);

  private RoutesReader() {}

  /** The demonstration routes. */
  static Optional<Served> demo(LocationBlock location) {
    return on(location, DEMO, new Served.Demo());
  }

  /** The routes for experiments. */
  static Optional<Served> lab(LocationBlock location) {
    return on(location, LAB, new Served.Lab());
  }

  /** The routes of a jar. */
  static Optional<Served> handler(LocationBlock location) {
    requirePrefix(location, HANDLER);
    return location.block().value(HANDLER, location.paths()::file).map(Served.Provided::new);
  }

  private static Optional<Served> on(LocationBlock location, String key, Served served) {
    requirePrefix(location, key);
    if (!location.block().flag(key) && location.block().isSound()) {
      location.block().mistake(key, "write on, or remove this");
    }
    return Optional.of(served);
  }

  private static void requirePrefix(LocationBlock location, String key) {
    if (location.isExact()) {
      location.block().mistake(key, "its routes have several paths: remove the equals sign");
    }
  }
}
