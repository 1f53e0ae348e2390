package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A row of the decision table: if your work looks like this, choose that.
 *
 * @param work the workload's title
 * @param isFirst whether it is the first row of its workload
 * @param choices the variants to choose from: more than one if no difference is shown
 * @param by how much the choice is better than the closest one that is behind
 * @param undecided what too few rounds leave open, or empty
 */
record Decision(
    String work,
    String anchor,
    boolean isFirst,
    String when,
    List<Choice> choices,
    boolean isAny,
    String by,
    String undecided) {

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
    }
    return decisions;
  }

  private static Decision of(Results results, Workload workload, Stretch stretch, boolean isFirst) {
    List<Variant> best = stretch.last().best();
    List<Variant> undecided = stretch.last().undecided();
    boolean isOpen = undecided.size() == stretch.last().samples().size() - 1;
    List<Variant> choices =
        best.stream().filter(variant -> isOpen || !undecided.contains(variant)).toList();
    List<Variant> variants = results.study().variants();
    return new Decision(
        workload.title(),
        "work-" + Labels.anchor(workload.name()),
        isFirst,
        Labels.range(stretch.points()),
        choices.stream().map(v -> new Choice(v.title(), variants.indexOf(v))).toList(),
        choices.size() == stretch.last().samples().size() && choices.size() > 1,
        by(workload, stretch),
        undecided(undecided));
  }

  private static String undecided(List<Variant> undecided) {
    return undecided.isEmpty()
        ? ""
        : "too few valid rounds to decide about "
            + Labels.list(undecided.stream().map(Variant::title).toList(), "and");
  }

  private static String by(Workload workload, Stretch stretch) {
    List<Comparison> closest =
        stretch.answers().stream()
            .map(answer -> answer.behind().stream().findFirst().orElse(null))
            .filter(Objects::nonNull)
            .toList();
    if (closest.isEmpty()) return "";
    String figure = Labels.inSentence(workload.mainFigure());
    List<Effect> effects = closest.stream().flatMap(c -> c.effect().stream()).toList();
    if (effects.isEmpty()) return figure + " " + Claim.of(closest.getLast()).text();
    double low = effects.stream().mapToDouble(Effect::ratio).min().orElseThrow();
    double high = effects.stream().mapToDouble(Effect::ratio).max().orElseThrow();
    if (Quantity.ratio(low).equals(Quantity.ratio(high))) {
      Effect effect = effects.getLast();
      return "%s %s %s"
          .formatted(
              figure,
              Quantity.ratio(effect.ratio()),
              Quantity.interval(effect.ratio(), effect.interval()));
    }
    return "%s %s to %s".formatted(figure, Quantity.ratio(low), Quantity.ratio(high));
  }

  /** By how much, as text. */
  String margin() {
    String shown = by.isEmpty() ? "no difference shown" : by;
    return undecided.isEmpty() ? shown : shown + "; " + undecided;
  }

  /** The choices as text. */
  String choice() {
    return isAny ? "any of them" : Labels.list(choices.stream().map(Choice::title).toList(), "or");
  }
}
