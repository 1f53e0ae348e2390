package io.heddle.http;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The preferences of a client, from Accept and similar fields (RFC 9110 section 12.5). Weights
 * range from 0, not acceptable, to 1; a malformed weight counts as 0.
 */
public final class Accepted {
  /** An element of the list in lower case, such as {@code text/*} or {@code gzip}. */
  private record Element(String name, double weight) {
    static Element of(String text) {
      String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
      double weight = 1;
      for (int i = 1; i < parts.length; i++) {
        String parameter = parts[i].strip();
        if (parameter.startsWith("q=")) {
          weight = weightOf(parameter.substring(2));
        }
      }
      return new Element(parts[0].strip(), weight);
    }

    /** RFC 9110 section 12.4.2: at most three decimal places. */
    private static double weightOf(String text) {
      return text.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }
  }

  private final List<Element> elements;

  private Accepted(List<Element> elements) {
    this.elements = elements;
  }

  /** The preferences in these field lines; none if the list is empty. */
  public static Accepted of(List<String> values) {
    return new Accepted(
        values.stream()
            .flatMap(value -> Stream.of(value.split(",", -1)))
            .map(Element::of)
            .filter(element -> !element.name.isEmpty())
            .toList());
  }

  /** Whether the list contains this name in lower case, ignoring wildcards. */
  boolean lists(String name) {
    return elements.stream().anyMatch(element -> element.name.equals(name));
  }

  /** The weight of this name in lower case, ignoring wildcards; 0 if it is not listed. */
  public double named(String name) {
    return elements.stream()
        .filter(element -> element.name.equals(name))
        .mapToDouble(Element::weight)
        .max()
        .orElse(0);
  }

  /**
   * The weight of a media type: by its own name, or else by a range such as {@code text/*}, or else
   * by {@code *}{@code /*}; 0 if none of them is listed.
   *
   * @param type without parameters, in lower case
   */
  public double wanted(String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    for (String range : List.of(type, family, "*/*")) {
      if (lists(range)) {
        return named(range);
      }
    }
    return 0;
  }

  /** Whether a media type is {@linkplain #wanted wanted} more than another one. */
  public boolean prefers(String type, String other) {
    return wanted(type) > wanted(other);
  }
}
