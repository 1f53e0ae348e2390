package io.heddle.gatling.compare;

import io.heddle.gatling.ParameterNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is measured.
 *
 * @param simulation the name without {@code Simulation}
 * @param parameters of the simulation, by name
 * @param warmup how long the unmeasured load lasts, as simulations read it
 * @param serverOptions for every server
 */
record Plan(
    String simulation,
    Map<String, String> parameters,
    List<Variant> variants,
    int rounds,
    String warmup,
    List<String> serverOptions) {
  private static final Path SIMULATIONS = Path.of("gatling/src/test/java/io/heddle/gatling");
  private static final String SUFFIX = "Simulation";
  private static final String FILE = SUFFIX + ".java";
  private static final int MAX_ROUNDS = 100;
  private static final String USUAL_RAMP = "5s";

  /** How long a JVM of Gatling takes to start and to write its pages. */
  private static final Duration OVERHEAD = Duration.ofSeconds(5);

  private static final Pattern TIME = Pattern.compile("(?<number>\\d{1,4})(?<unit>ms|s|m|)");
  private static final Pattern NO_TIME = Pattern.compile("0+(ms|s|m)?");

  Plan {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    variants = List.copyOf(variants);
    serverOptions = List.copyOf(serverOptions);
  }

  /** A plan whose values can all be used. */
  Plan checked() throws CompareException {
    for (String name : parameters.keySet()) {
      check(name);
    }
    if (!TIME.matcher(warmup).matches()) {
      throw CompareException.wrongOption(
          "--warmup %s: write a time such as 5s, or 0".formatted(warmup));
    }
    if (rounds < 1 || rounds > MAX_ROUNDS) {
      throw CompareException.wrongOption(
          "--rounds %d: write a number from 1 to %d".formatted(rounds, MAX_ROUNDS));
    }
    return this;
  }

  private void check(String name) throws CompareException {
    if (name.equals(ParameterNames.BASE_URL)) {
      throw CompareException.wrongOption(
          "-DbaseUrl=%s: this program starts its own servers: remove it, or run mvn -pl gatling gatling:test"
              .formatted(parameters.get(name)));
    }
    if (!ParameterNames.withoutUrl().contains(name)) {
      throw CompareException.wrongOption(
          "-D%s: unknown parameter, use one of: %s"
              .formatted(name, String.join(" ", ParameterNames.withoutUrl())));
    }
  }

  /**
   * The only simulation that the words name.
   *
   * @param home the folder of the project
   */
  static String simulation(List<String> words, Path home) throws CompareException, IOException {
    List<String> simulations = simulations(home.resolve(SIMULATIONS));
    String known = String.join(" ", simulations);
    if (words.isEmpty()) {
      throw CompareException.wrongOption("name a simulation, one of: " + known);
    }
    if (words.size() > 1) {
      throw CompareException.wrongOption(
          "name only one simulation: %s or %s (options for the servers come after --)"
              .formatted(words.get(0), words.get(1)));
    }
    String name = words.getFirst().replaceFirst(SUFFIX + "$", "");
    if (!simulations.contains(name)) {
      throw CompareException.wrongOption(
          "unknown simulation %s, use one of: %s".formatted(name, known));
    }
    return name;
  }

  private static List<String> simulations(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(FILE))
          .map(name -> name.substring(0, name.length() - FILE.length()))
          .sorted()
          .toList();
    }
  }

  /** About how long a round takes for one variant; empty if only the simulation knows. */
  Optional<Duration> expectedTime() {
    Optional<Duration> load = time(parameters.getOrDefault("duration", ""));
    Optional<Duration> ramp = time(parameters.getOrDefault("ramp", USUAL_RAMP));
    Optional<Duration> before = time(warmup);
    return load.flatMap(duration -> ramp.map(duration::plus))
        .flatMap(duration -> before.map(duration::plus))
        .map(duration -> duration.plus(hasWarmup() ? OVERHEAD.multipliedBy(2) : OVERHEAD));
  }

  private static Optional<Duration> time(String text) {
    Matcher form = TIME.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group("number"));
    return Optional.of(
        switch (form.group("unit")) {
          case "ms" -> Duration.ofMillis(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        });
  }

  boolean hasWarmup() {
    return !NO_TIME.matcher(warmup).matches();
  }

  /** The order in a round, counted from 1: every other round goes backwards. */
  List<Variant> order(int round) {
    List<Variant> order = new ArrayList<>(variants);
    return round % 2 == 1 ? order : order.reversed();
  }
}
