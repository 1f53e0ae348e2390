package io.heddle.grafana;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A line of the dashboard that the tests' traffic cannot raise above 0. Every other line must rise.
 *
 * @param line the panel's title and the legend without the engine
 * @param engines the engines on which it stays at 0
 * @param reason why it stays at 0
 */
record Undriven(String line, Set<Variant> engines, String reason) {
  private static final String HAS_NO_VIRTUAL_THREADS = "this engine runs no virtual threads";
  private static final String NO_QUEUE =
      "virtual workers have no queue that could be full; WorkersTest of engines has a pool";

  private static final String NO_RELOAD = "nobody tells these servers to reload";

  private static final String NO_HTTPS = "these servers have no port for HTTPS";

  static final List<Undriven> ALL =
      List.of(
          new Undriven(
              "Rejected thread",
              EnumSet.allOf(Variant.class),
              "a thread fails to start only if the machine has no memory or process ids left"),
          new Undriven(
              "Rejected client",
              EnumSet.allOf(Variant.class),
              "these servers have no limit of connections per client"),
          new Undriven(
              "Connections by state: $engine proxying",
              EnumSet.allOf(Variant.class),
              "these servers pass no request on to another one"),
          new Undriven(
              "Pinned",
              EnumSet.allOf(Variant.class),
              "no route waits in native code or a class initializer; PinningMetricsTest of app does"),
          new Undriven(
              "Readiness delay, p99 waiting now",
              EnumSet.of(Variant.EPOLL, Variant.THREADS),
              "no route blocks a loop or the kernel's scheduler long enough for a scrape to see it"),
          new Undriven(
              "Virtual threads, running and runnable mounted",
              EnumSet.of(Variant.THREADS),
              HAS_NO_VIRTUAL_THREADS),
          new Undriven(
              "Virtual threads, running and runnable queued",
              EnumSet.of(Variant.THREADS),
              HAS_NO_VIRTUAL_THREADS),
          new Undriven("Carriers pool", EnumSet.of(Variant.THREADS), HAS_NO_VIRTUAL_THREADS),
          new Undriven("Accepted per second TLS complete", EnumSet.allOf(Variant.class), NO_HTTPS),
          new Undriven("Accepted per second TLS failed", EnumSet.allOf(Variant.class), NO_HTTPS),
          new Undriven("Configuration reloads: success", EnumSet.allOf(Variant.class), NO_RELOAD),
          new Undriven("Configuration reloads: failure", EnumSet.allOf(Variant.class), NO_RELOAD),
          new Undriven("Refused by workers handlers", EnumSet.of(Variant.EPOLL), NO_QUEUE),
          new Undriven("Refused by workers readers", EnumSet.of(Variant.EPOLL), NO_QUEUE),
          new Undriven(
              "Exceptions, in total",
              EnumSet.allOf(Variant.class),
              "the line without an exception's name is always 0"));

  static boolean has(String line, Variant engine) {
    return ALL.stream().anyMatch(each -> each.line.equals(line) && each.engines.contains(engine));
  }
}
