package io.heddle.grafana;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The ways to serve that the dashboard stands beside each other. */
enum Variant {
  EPOLL,
  VTHREADS,
  THREADS;

  private static final Pattern OF_EPOLL = Pattern.compile("heddle_(loop|selector|worker)");

  /** What {@code --engine} and the label {@code engine} call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Those that have what an expression asks for: loops and workers are the event loop's alone. */
  static Set<Variant> answering(String expression) {
    return OF_EPOLL.matcher(expression).find() ? EnumSet.of(EPOLL) : EnumSet.allOf(Variant.class);
  }
}
