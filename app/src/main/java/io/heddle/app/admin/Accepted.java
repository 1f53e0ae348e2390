package io.heddle.app.admin;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a client accepts (RFC 9110 section 12.5.1). A malformed weight counts as 0. */
record Accepted(List<Range> ranges) {
  /** A media range such as {@code text/*}, and how much it is wanted, from 0 to 1. */
  private record Range(String type, double weight) {
    static Range of(String text) {
      String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
      double weight = 1;
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip();
        if (parameter.startsWith("q=")) {
          weight = weight(parameter.substring(2));
        }
      }
      return new Range(parts[0].strip(), weight);
    }

    private static double weight(String text) {
      return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }
  }

  /** What the values of all Accept fields say. */
  static Accepted of(List<String> fields) {
    return new Accepted(
        fields.stream().flatMap(field -> Stream.of(field.split(",", -1))).map(Range::of).toList());
  }

  /** How much this media type is wanted by its name; 0 if it is not named. */
  double named(String type) {
    return weight(type);
  }

  /** How much this media type is wanted, be it by name or by a range. */
  double wanted(String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : List.of(type, family, "*/*")) {
      if (ranges.stream().anyMatch(some -> some.type.equals(range))) {
        return weight(range);
      }
    }
    return 0;
  }

  private double weight(String range) {
    return ranges.stream()
        .filter(some -> some.type.equals(range))
        .mapToDouble(Range::weight)
        .max()
        .orElse(0);
  }
}
