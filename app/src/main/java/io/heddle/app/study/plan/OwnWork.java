package io.heddle.app.study.plan;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Work that users describe in their own terms, such as {@code connections=2000 wait=50ms cpu=300us
 * response=8k}, as words or in a file in HOCON.
 */
public final class OwnWork {
  private static final String OPTION = "--work";
  private static final String FILE_OPTION = "--work-file";
  private static final List<String> KEYS =
      List.of("connections", "wait", "cpu", "request", "response", "rate", "target");

  /** How many different requests show a distribution. */
  private static final int SAMPLES = 1_000;

  /** Servers accept a few more by default. */
  private static final int MAX_CONNECTIONS = 16_000;

  private static final int MAX_RATE = 1_000_000;
  private static final double MAX_MICROS = 60e6;
  private static final double MAX_BYTES = 16 << 20;

  private final String option;
  private final String name;
  private final Map<String, String> values;

  /** The options of the command line that give only this work. */
  private final List<String> selection;

  private OwnWork(String option, String name, Map<String, String> values, List<String> selection) {
    this.option = option;
    this.name = name;
    this.values = values;
    this.selection = selection;
  }

  /**
   * Work that is described by words.
   *
   * @param name of the workload
   * @throws PlanException if a word is wrong
   */
  public static Scenario parse(String name, String text, long seed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : text.strip().split("\\s+", -1)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new PlanException(OPTION, word, "write names and values such as wait=50ms");
      }
      if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
        throw new PlanException(OPTION, word, "it is given more than once: write it once");
      }
    }
    List<String> selection = List.of(OPTION + "=" + text.strip());
    return new OwnWork(OPTION, name, values, selection).scenario(seed);
  }

  /**
   * The works of a file, each an object with a name.
   *
   * @throws PlanException if the file or a value is wrong
   */
  public static List<Scenario> read(Path file, long seed) {
    if (!Files.isReadable(file)) {
      throw new PlanException(FILE_OPTION, file.toString(), "name a file that can be read");
    }
    List<Scenario> scenarios = new ArrayList<>();
    try {
      Config config = ConfigFactory.parseFile(file.toFile()).resolve();
      for (Map.Entry<String, ConfigValue> work : new TreeMap<>(config.root()).entrySet()) {
        if (work.getValue().valueType() != ConfigValueType.OBJECT) {
          throw new PlanException(
              FILE_OPTION,
              file.toString(),
              work.getKey() + " is no object: write " + work.getKey() + " { wait = 50ms }");
        }
        Map<String, String> values = new LinkedHashMap<>();
        Config object = config.getConfig(ConfigUtil.joinPath(work.getKey()));
        object.root().forEach((key, value) -> values.put(key, String.valueOf(value.unwrapped())));
        List<String> selection = List.of(FILE_OPTION + "=" + file, "--workloads=" + work.getKey());
        scenarios.add(new OwnWork(FILE_OPTION, work.getKey(), values, selection).scenario(seed));
      }
    } catch (ConfigException e) {
      String problem = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      throw new PlanException(FILE_OPTION, file.toString(), "correct it: " + problem);
    }
    if (scenarios.isEmpty()) {
      throw new PlanException(
          FILE_OPTION, file.toString(), "it has no work: write for example api { wait = 50ms }");
    }
    return scenarios;
  }

  private Scenario scenario(long seed) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (!KEYS.contains(value.getKey())) {
        throw wrong(value.getKey(), "write one of " + String.join(", ", KEYS));
      }
    }
    int connections = (int) number("connections", 64, MAX_CONNECTIONS);
    double rate = number("rate", 0, MAX_RATE);
    Load.Pace pace = rate > 0 ? new Load.Pace.Rate(rate) : new Load.Pace.Closed();
    Requests requests = requests(seed);
    Load load = Load.open(pace, connections, requests.kinds.toArray(RequestKind[]::new));
    Point point = new Point("connections=" + connections, connections, "");
    List<String> words = new ArrayList<>();
    values.forEach((key, value) -> words.add(key + "=" + value));
    return new Scenario(
        name,
        title(),
        "Which engine suits " + String.join(" ", words) + "?",
        "connections",
        "",
        rate > 0 ? Percentile.ofRate(rate).figure() : Figure.THROUGHPUT,
        List.of(Setting.of(point, load.withHandlers(requests.longest))),
        selection);
  }

  /** Words have no name of their own. */
  private String title() {
    return option.equals(OPTION) ? "Your " + name.replace('-', ' ') : name;
  }

  /**
   * What clients send.
   *
   * @param longest how long the slowest handler takes if it need not wait for a processor
   */
  private record Requests(List<RequestKind> kinds, Duration longest) {}

  private Requests requests(long seed) {
    Amount wait = amount(Amount.Kind.TIME, "wait");
    Amount cpu = amount(Amount.Kind.TIME, "cpu");
    Amount request = amount(Amount.Kind.SIZE, "request");
    Amount response = amount(Amount.Kind.SIZE, "response");
    SplittableRandom random = new SplittableRandom(seed);
    String target = values.get("target");
    if (target != null) {
      for (String key : List.of("wait", "cpu", "response")) {
        if (values.containsKey(key)) {
          throw wrong(key, "the handler of " + target + " decides this: remove it, or the target");
        }
      }
      if (!target.matches("/[\\x21-\\x7e]*")) throw wrong("target", "write a path such as /users");
    }
    boolean isFixed = wait.isFixed() && cpu.isFixed() && request.isFixed() && response.isFixed();
    List<RequestKind> kinds = new ArrayList<>();
    long longest = 0;
    for (int i = 0; i < (isFixed ? 1 : SAMPLES); i++) {
      long waits = next(wait, random, MAX_MICROS);
      long computes = next(cpu, random, MAX_MICROS);
      long bytes = next(response, random, MAX_BYTES);
      String path =
          target != null
              ? target
              : "/work?wait=%dus&cpu=%dus&bytes=%d".formatted(waits, computes, bytes);
      long sent = next(request, random, MAX_BYTES);
      kinds.add(sent > 0 ? RequestKind.post(path, sent) : RequestKind.get(path));
      longest = Math.max(longest, waits + computes);
    }
    return new Requests(kinds, Duration.of(longest, ChronoUnit.MICROS));
  }

  private static long next(Amount amount, SplittableRandom random, double most) {
    return Math.round(Math.clamp(amount.next(random), 0, most));
  }

  private Amount amount(Amount.Kind kind, String key) {
    try {
      Amount amount =
          Amount.parse(kind, values.getOrDefault(key, kind == Amount.Kind.TIME ? "0us" : "0"));
      double most = kind == Amount.Kind.TIME ? MAX_MICROS : MAX_BYTES;
      if (amount instanceof Amount.Fixed(double value) && value > most) {
        throw wrong(key, kind == Amount.Kind.TIME ? "write at most 60s" : "write at most 16m");
      }
      return amount;
    } catch (IllegalArgumentException e) {
      throw wrong(key, String.valueOf(e.getMessage()));
    }
  }

  private double number(String key, double usual, double most) {
    String text = values.get(key);
    if (text == null) return usual;
    try {
      double number = Integer.parseInt(text);
      if (number >= 1 && number <= most) return number;
    } catch (NumberFormatException _) {
      // refused below
    }
    throw wrong(key, "write a whole number from 1 to %.0f".formatted(most));
  }

  private PlanException wrong(String key, String remedy) {
    String place = option.equals(OPTION) ? "" : name + ": ";
    return new PlanException(option, place + key + "=" + values.get(key), remedy);
  }
}
