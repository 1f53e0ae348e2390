package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Shortfall;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which variants have no figure at some points, and which failed in some rounds, as sentences. */
final class Gaps {
  private final Figure figure;
  private final int points;
  private final String where;

  private Gaps(Figure figure, int points, String where) {
    this.figure = figure;
    this.points = points;
    this.where = where;
  }

  static List<String> of(Stretch stretch) {
    Stream<Shortfall> all =
        stretch.answers().stream().map(Answer::shortfalls).flatMap(List::stream);
    Figure figure = stretch.last().question().figure();
    return new Gaps(figure, stretch.answers().size(), "").sentences(all.toList());
  }

  /** Those of a point at which no variant has the figure. */
  static List<String> of(Figure figure, List<Shortfall> shortfalls) {
    return new Gaps(figure, 1, "").sentences(shortfalls);
  }

  /** Those of one of two studies, at all points of a workload. */
  static List<String> of(Workload workload, List<Shortfall> shortfalls, String study) {
    int points = workload.points().size();
    return new Gaps(workload.mainFigure(), points, " in the " + study + " study")
        .sentences(shortfalls);
  }

  private List<String> sentences(List<Shortfall> all) {
    List<String> sentences = new ArrayList<>();
    alike(all.stream().filter(s -> s.isAbsent() && s.failed() > 0).toList())
        .forEach(
            (rounds, who) ->
                sentences.add(
                    "No figure%s: %s failed %s.".formatted(where, Labels.titles(who), rounds)));
    alike(all.stream().filter(s -> s.isAbsent() && s.failed() == 0).toList())
        .forEach(
            (rounds, who) ->
                sentences.add(
                    "No figure%s: %s %s no %s %s."
                        .formatted(
                            where,
                            Labels.titles(who),
                            who.size() > 1 ? "have" : Labels.verb(who.getFirst(), "has", "have"),
                            Labels.inSentence(figure),
                            rounds)));
    alike(all.stream().filter(s -> !s.isAbsent()).toList())
        .forEach(
            (rounds, who) ->
                sentences.add(
                    "Failed%s: %s %s. The figures are from the other rounds."
                        .formatted(where, Labels.titles(who), rounds)));
    return sentences;
  }

  /** The variants with the same gaps, by a text that says in which rounds, and where. */
  private Map<String, List<Variant>> alike(List<Shortfall> shortfalls) {
    Map<Variant, List<Shortfall>> byVariant = new LinkedHashMap<>();
    for (Shortfall s : shortfalls) {
      byVariant.computeIfAbsent(s.variant(), _ -> new ArrayList<>()).add(s);
    }
    Map<String, List<Variant>> alike = new LinkedHashMap<>();
    byVariant.forEach(
        (variant, all) -> alike.computeIfAbsent(rounds(all), _ -> new ArrayList<>()).add(variant));
    return alike;
  }

  /** "in 3 of 10 rounds", with the points unless it is so at all of them. */
  private String rounds(List<Shortfall> ofVariant) {
    Map<String, List<Point>> places = new LinkedHashMap<>();
    for (Shortfall s : ofVariant) {
      places.computeIfAbsent(rounds(s), _ -> new ArrayList<>()).add(s.point());
    }
    List<String> parts = new ArrayList<>();
    places.forEach(
        (rounds, where) ->
            parts.add(
                where.size() == points
                    ? rounds
                    : rounds
                        + " at "
                        + Labels.list(where.stream().map(Labels::point).toList(), "and")));
    return Labels.list(parts, "and");
  }

  private static String rounds(Shortfall shortfall) {
    if (shortfall.failed() == 0) return "in any round that counts";
    String all = Count.of(shortfall.rounds(), "round");
    String rounds =
        shortfall.isComplete() && shortfall.rounds() > 1
            ? "in all " + all
            : "in %d of %s".formatted(shortfall.failed(), all);
    return shortfall.isEndless() ? rounds + " (too many requests without a response)" : rounds;
  }
}
