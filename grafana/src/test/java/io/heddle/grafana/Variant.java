package io.heddle.grafana;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The engines that the dashboard shows side by side. */
enum Variant {
  EPOLL,
  VTHREADS,
  THREADS;

  private static final Pattern OF_EPOLL = Pattern.compile("heddle_(loop|selector|worker)");

  /** Its name in {@code --engine} and in the label {@code engine}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The engines that have an expression's series. Only epoll has loops and workers. */
  static Set<Variant> answering(String expression) {
    return OF_EPOLL.matcher(expression).find() ? EnumSet.of(EPOLL) : EnumSet.allOf(Variant.class);
  }
}
