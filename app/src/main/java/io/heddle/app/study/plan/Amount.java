package io.heddle.app.study.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time or a size of a request: always the same, or distributed. */
sealed interface Amount {
  /** One value, in microseconds or bytes. */
  double next(SplittableRandom random);

  /** Whether all values are the same. */
  default boolean isFixed() {
    return this instanceof Fixed;
  }

  record Fixed(double value) implements Amount {
    @Override
    public double next(SplittableRandom random) {
      return value;
    }
  }

  record Exponential(double mean) implements Amount {
    @Override
    public double next(SplittableRandom random) {
      return mean * random.nextExponential();
    }
  }

  /** Its logarithm has a normal distribution with the deviation sigma. */
  record Lognormal(double median, double sigma) implements Amount {
    @Override
    public double next(SplittableRandom random) {
      return median * Math.exp(sigma * random.nextGaussian());
    }
  }

  /** Values that were measured, each as likely as the others. */
  record Trace(List<Double> values) implements Amount {
    @Override
    public double next(SplittableRandom random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /** What an amount counts, with its units. */
  enum Kind {
    TIME("50ms", Pattern.compile("(?<number>\\d{1,9}(\\.\\d{1,6})?)(?<unit>us|ms|s)")) {
      @Override
      double factor(String unit) {
        return switch (unit) {
          case "us" -> 1;
          case "ms" -> 1_000;
          default -> 1_000_000;
        };
      }
    },
    SIZE("8k", Pattern.compile("(?<number>\\d{1,9}(\\.\\d{1,6})?)(?<unit>[kKmM]?)")) {
      @Override
      double factor(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
          case "" -> 1;
          case "k" -> 1 << 10;
          default -> 1 << 20;
        };
      }
    };

    private final String example;
    private final Pattern form;

    Kind(String example, Pattern form) {
      this.example = example;
      this.form = form;
    }

    abstract double factor(String unit);

    double value(String text) {
      Matcher match = form.matcher(text.strip());
      if (!match.matches()) throw new IllegalArgumentException(remedy());
      return Double.parseDouble(match.group("number")) * factor(match.group("unit"));
    }

    String remedy() {
      return "write a value such as %s, exponential(%1$s), lognormal(%1$s,0.5) or trace(FILE)"
          .formatted(example);
    }
  }

  Pattern CALL = Pattern.compile("(?<name>[a-z]+)\\((?<arguments>[^()]*)\\)");

  /**
   * Reads an amount.
   *
   * @throws IllegalArgumentException if it is malformed; the message is the remedy
   */
  static Amount parse(Kind kind, String text) {
    Matcher call = CALL.matcher(text);
    if (!call.matches()) return new Fixed(kind.value(text));
    List<String> arguments = List.of(call.group("arguments").split(",", -1));
    String form = call.group("name") + "/" + arguments.size();
    return switch (form) {
      case "exponential/1" -> new Exponential(kind.value(arguments.getFirst()));
      case "lognormal/2" ->
          new Lognormal(kind.value(arguments.getFirst()), sigma(kind, arguments.getLast()));
      case "trace/1" -> trace(kind, Path.of(arguments.getFirst().strip()));
      default -> throw new IllegalArgumentException(kind.remedy());
    };
  }

  private static double sigma(Kind kind, String text) {
    try {
      double sigma = Double.parseDouble(text);
      if (sigma >= 0 && sigma <= 5) return sigma;
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(kind.remedy() + ", where 0.5 is a number from 0 to 5");
  }

  private static Amount trace(Kind kind, Path file) {
    try {
      List<Double> values = new ArrayList<>();
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i).strip();
        if (!line.isEmpty() && !line.startsWith("#")) {
          values.add(traced(kind, file, i + 1, line));
        }
      }
      if (values.isEmpty()) {
        throw new IllegalArgumentException(file + " has no values: write one on each line");
      }
      return new Trace(values);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read: name a file with a value on each line", e);
    }
  }

  private static double traced(Kind kind, Path file, int number, String line) {
    try {
      return kind.value(line);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "line %d of %s is %s: write a value such as %s"
              .formatted(number, file, line, kind.example),
          e);
    }
  }
}
