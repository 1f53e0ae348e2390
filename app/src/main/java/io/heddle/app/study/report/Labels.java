package io.heddle.app.study.report;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What points and lists are called in sentences. */
final class Labels {
  private static final Pattern SETTING =
      Pattern.compile("(?<name>[^=]+)=(?<number>\\d+(\\.\\d+)?)(?<unit>[^\\d]*)");

  /** Follows latencies that {@link #CLOSED_LOOP} is about. */
  static final String CLOSED_LOOP_MARK = "‡";

  /** What to know about latencies that were measured in a closed loop. */
  static final String CLOSED_LOOP =
      "Closed loop: each client waits for its response before it sends the next request, so a slow"
          + " server gets less load. Independent users would see higher latencies.";

  private Labels() {}

  /** {@code wait=10ms connections=1000} is "wait 10 ms, 1,000 connections". */
  static String point(Point point) {
    return settings(point.name());
  }

  static String settings(String name) {
    return Arrays.stream(name.split(" "))
        .map(word -> setting(word, OptionalDouble.empty()))
        .collect(Collectors.joining(", "));
  }

  /** A part of a curve: "64 to 1,024 connections", "wait 1 to 10 ms". */
  static String range(List<Point> points) {
    Point last = points.getLast();
    if (points.size() == 1) return point(last);
    OptionalDouble from = OptionalDouble.of(points.getFirst().x());
    String rest = last.rest();
    String x =
        Arrays.stream(last.name().split(" "))
            .filter(word -> !Arrays.asList(rest.split(" ")).contains(word))
            .map(word -> setting(word, from))
            .collect(Collectors.joining(", "));
    return rest.isEmpty() ? x : settings(rest) + ", " + x;
  }

  /** A word such as {@code wait=10ms}, with the start of a range before its number if given. */
  private static String setting(String word, OptionalDouble from) {
    Matcher parts = SETTING.matcher(word);
    if (!parts.matches()) return words(word);
    String name = parts.group("name");
    String unit = parts.group("unit");
    double number = Double.parseDouble(parts.group("number"));
    if (unit.equals("KiB")) return name + " " + sizes(from, number);
    String start = from.isPresent() ? Quantity.plain(from.getAsDouble()) + " to " : "";
    String value = start + Quantity.plain(number);
    if (name.equals("long")) return value + " long requests" + unit;
    if (unit.isEmpty() && name.endsWith("s")) return count(value, name);
    return name + " " + value + (unit.isEmpty() || unit.startsWith("/") ? unit : " " + unit);
  }

  /** "64 KiB", "100 MiB", "1 to 64 KiB" or "64 KiB to 100 MiB". */
  private static String sizes(OptionalDouble fromKib, double toKib) {
    String to = size(toKib);
    if (fromKib.isEmpty()) return to;
    String from = size(fromKib.getAsDouble());
    String unit = to.substring(to.indexOf(' '));
    return (from.endsWith(unit) ? from.substring(0, from.indexOf(' ')) : from) + " to " + to;
  }

  private static String size(double kib) {
    boolean isMebibytes = kib >= 1024 && kib % 1024 == 0;
    return isMebibytes ? Quantity.plain(kib / 1024) + " MiB" : Quantity.plain(kib) + " KiB";
  }

  /** A setting that is no number: {@code state=after-use} is "after use". */
  private static String words(String word) {
    if (word.startsWith("state=")) return word.substring("state=".length()).replace('-', ' ');
    return word.startsWith("way=") ? word.substring("way=".length()) : word.replace('=', ' ');
  }

  private static String count(String value, String plural) {
    return value + " " + (value.equals("1") ? plural.substring(0, plural.length() - 1) : plural);
  }

  /** A place on a workload's x axis that was computed, such as "12.3 ms". */
  static String x(Workload workload, double x) {
    return x(workload, Quantity.digits(x));
  }

  /** A place on a workload's x axis at which it was measured, such as "64 connections". */
  static String measuredX(Workload workload, double x) {
    return x(workload, Quantity.plain(x));
  }

  private static String x(Workload workload, String value) {
    String unit = workload.xUnit();
    if (unit.isEmpty()) return value + " " + workload.xTitle();
    return value + (unit.startsWith("/") ? unit : " " + unit);
  }

  /** "a", "a and b", "a, b and c". */
  static String titles(List<Variant> variants) {
    return list(variants.stream().map(Variant::title).toList(), "and");
  }

  /** "a", "a and b", "a, b and c"; the word is that before the last one. */
  static String list(List<String> names, String word) {
    if (names.size() < 2) return String.join("", names);
    return String.join(", ", names.subList(0, names.size() - 1))
        + " "
        + word
        + " "
        + names.getLast();
  }

  /** A figure within a sentence; abbreviations stay as they are. */
  static String inSentence(Figure figure) {
    String title = figure.title();
    boolean isAbbreviation = Character.isUpperCase(title.charAt(1));
    return isAbbreviation
        ? title
        : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
  }

  /** A figure within a sentence, with the mark of {@link #CLOSED_LOOP} if that is to be known. */
  static String inSentence(Figure figure, boolean isClosedLoopLatency) {
    return inSentence(figure) + (isClosedLoopLatency ? CLOSED_LOOP_MARK : "");
  }

  /** A figure as a heading, with the mark of {@link #CLOSED_LOOP} if that is to be known. */
  static String title(Figure figure, boolean isClosedLoopLatency) {
    return figure.title() + (isClosedLoopLatency ? CLOSED_LOOP_MARK : "");
  }

  /** "31 %", or "31 to 88 %" if they differ. */
  static String percents(double low, double high) {
    String from = String.format(Locale.ROOT, "%.0f", 100 * low);
    String to = String.format(Locale.ROOT, "%.0f", 100 * high);
    return (from.equals(to) ? to : from + " to " + to) + " %";
  }

  /** The verb that fits a variant: "virtual threads" are several. */
  static String verb(Variant variant, String ofOne, String ofSeveral) {
    return variant.title().matches("\\w+ threads\\b.*") ? ofSeveral : ofOne;
  }

  /** A name that can be part of an anchor. Letters of other scripts become a number. */
  static String anchor(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    boolean isPlain = name.chars().allMatch(c -> c < 128);
    return isPlain ? plain : plain + "-" + Integer.toHexString(name.hashCode());
  }
}
