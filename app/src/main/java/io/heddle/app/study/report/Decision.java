package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Shortfall;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row of the decision table: if your work looks like this, choose that.
 *
 * @param work the workload's title
 * @param isFirst whether it is the first row of its workload
 * @param choices the variants to choose from; empty if nothing is decided
 * @param isAny whether all variants are the same
 * @param isCompared whether several variants have figures
 * @param by the smallest effect of a choice against a variant that is behind, or empty
 * @param drawbacks what the choice costs
 * @param remarks what is the same, and what is not decided
 */
record Decision(
    String work,
    String anchor,
    boolean isFirst,
    String when,
    List<Choice> choices,
    boolean isAny,
    boolean isCompared,
    String by,
    List<String> drawbacks,
    List<String> remarks) {

  /** A variant, with its colour in the page. */
  record Choice(String title, int style) {}

  static List<Decision> all(Results results) {
    List<Decision> decisions = new ArrayList<>();
    for (Workload workload : results.study().workloads()) {
      boolean isFirst = true;
      for (Stretch stretch : Stretch.of(results.mainAnswers(workload))) {
        decisions.add(of(results, workload, stretch, isFirst));
        isFirst = false;
      }
      for (List<Shortfall> all : results.unanswered(workload)) {
        decisions.add(open(workload, all, isFirst));
        isFirst = false;
      }
    }
    return decisions;
  }

  /** The row of a point at which no variant has the figure. */
  private static Decision open(Workload workload, List<Shortfall> shortfalls, boolean isFirst) {
    return new Decision(
        workload.title(),
        "work-" + Labels.anchor(workload.name()),
        isFirst,
        Labels.point(shortfalls.getFirst().point()),
        List.of(),
        false,
        false,
        "",
        List.of(),
        Gaps.of(workload.mainFigure(), shortfalls));
  }

  private static Decision of(Results results, Workload workload, Stretch stretch, boolean isFirst) {
    Ranking ranking = stretch.last().ranking();
    Remarks remarks = Remarks.of(results, stretch);
    List<Variant> variants = results.study().variants();
    return new Decision(
        workload.title(),
        "work-" + Labels.anchor(workload.name()),
        isFirst,
        Labels.range(stretch.points()),
        ranking.chosen().stream().map(v -> new Choice(v.title(), variants.indexOf(v))).toList(),
        ranking.isAny(),
        ranking.answer().samples().size() > 1,
        by(stretch),
        remarks.drawbacks(),
        remarks.doubts());
  }

  private static String by(Stretch stretch) {
    return stretch.rankings().stream()
        .flatMap(ranking -> ranking.smallest().stream())
        .min(Comparator.comparingDouble(Decision::distance))
        .map(comparison -> by(stretch, comparison))
        .orElse("");
  }

  private static double distance(Comparison comparison) {
    return comparison.effect().map(effect -> Math.abs(Math.log(effect.ratio()))).orElse(0.0);
  }

  /** "throughput 1.97× [1.90, 2.05], virtual threads against platform threads". */
  private static String by(Stretch stretch, Comparison comparison) {
    Claim claim = Claim.of(comparison);
    String figure =
        Labels.inSentence(comparison.question().figure(), comparison.isClosedLoopLatency());
    return "%s %s%s%s, %s against %s%s"
        .formatted(
            figure,
            claim.ratio(),
            comparison.effect().map(Effect::interval).isPresent() ? " " + claim.interval() : "",
            claim.mark(),
            comparison.first().variant().title(),
            comparison.second().variant().title(),
            stretch.at(comparison).map(place -> " (" + place + ")").orElse(""));
  }

  boolean isOpen() {
    return choices.isEmpty();
  }

  /** By how much, and what else is to be known, as text. */
  String margin() {
    List<String> sentences = new ArrayList<>();
    if (isCompared) {
      sentences.add(by.isEmpty() ? "No difference shown." : by + ".");
    }
    sentences.addAll(drawbacks);
    sentences.addAll(remarks);
    return String.join(" ", sentences);
  }

  /** The choices as text. */
  String choice() {
    if (isOpen()) return "not decided";
    return isAny ? "any of them" : Labels.list(choices.stream().map(Choice::title).toList(), "or");
  }
}
