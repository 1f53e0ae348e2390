package io.heddle.app;

import io.heddle.app.cli.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The options that keep the values with which the process was started. */
final class FixedOptions {
  private static final List<String> NAMES =
      List.of(
          "engine",
          "backlog",
          "reuse-port",
          "max-connections",
          "admin-port",
          "flight-recorder",
          "access-log");

  /** They mean something only together with another option. */
  private static final List<String> DEPENDENT =
      List.of("loops", "workers", "admin-host", "access-log-format");

  private static final String OFF = "off";

  private FixedOptions() {}

  /** A warning for each option whose new value has no effect yet. */
  static List<String> warnings(Configuration first, Configuration next) {
    Stream<String> sessions =
        next.sessions().equals(first.sessions())
            ? Stream.of()
            : Stream.of("sessions takes effect when the server is restarted");
    return Stream.concat(warnings(first.options(), next.options()), sessions).toList();
  }

  private static Stream<String> warnings(Options first, Options next) {
    return changed(first, next)
        .map(
            name ->
                "%s%s = %s takes effect when the server is restarted; until then it stays %s"
                    .formatted(
                        next.place(name).map(place -> place + ": ").orElse(""),
                        name,
                        next.effective().getOrDefault(name, OFF),
                        first.effective().getOrDefault(name, OFF)));
  }

  private static Stream<String> changed(Options first, Options next) {
    Map<String, String> old = first.effective();
    Map<String, String> wanted = next.effective();
    return Stream.concat(
            NAMES.stream(),
            DEPENDENT.stream().filter(name -> old.containsKey(name) && wanted.containsKey(name)))
        .filter(name -> !Objects.equals(old.get(name), wanted.get(name)));
  }

  /** All values that are in effect. */
  static Map<String, String> inEffect(Options first, Options current) {
    Map<String, String> values = new LinkedHashMap<>(current.effective());
    changed(first, current)
        .forEach(name -> values.put(name, first.effective().getOrDefault(name, OFF)));
    return values;
  }
}
