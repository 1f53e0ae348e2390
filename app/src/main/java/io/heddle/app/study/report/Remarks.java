package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Effect;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/** What else is to be said where variants are chosen or not, as sentences. */
final class Remarks {
  private final Results results;
  private final Stretch stretch;
  private final Ranking last;

  private Remarks(Results results, Stretch stretch) {
    this.results = results;
    this.stretch = stretch;
    this.last = stretch.last().ranking();
  }

  static Remarks of(Results results, Stretch stretch) {
    return new Remarks(results, stretch);
  }

  /** Who is not told apart, and whether the generator is a reason. */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>(ties());
    doubts.addAll(generator());
    return doubts;
  }

  /** Who is the same as the leader, and who is not told apart from it. */
  private List<String> ties() {
    List<String> sentences = new ArrayList<>();
    List<Variant> same = new ArrayList<>(List.of(last.leader()));
    for (Comparison tie : last.ties()) {
      Variant variant = tie.first().variant();
      boolean isChosen = last.chosen().contains(variant);
      if (isChosen && same.stream().allMatch(other -> isSame(variant, other))) {
        same.add(variant);
      } else if (!isChosen && !last.beaten().isEmpty() && isSame(variant, last.leader())) {
        sentences.add(notAhead(variant));
      } else {
        sentences.add(tie(widest(variant)));
      }
    }
    if (same.size() > 1) {
      sentences.addFirst(same(same));
    }
    return sentences;
  }

  /** It is as good as the leader, but the test does not show the same of it. */
  private String notAhead(Variant variant) {
    List<Variant> others =
        last.beaten().stream()
            .filter(
                other ->
                    last.answer()
                        .comparison(variant, other)
                        .filter(Comparison::firstIsBetter)
                        .isEmpty())
            .toList();
    return "Not decided: %s, the same within %s as %s, but not shown to be better than %s."
        .formatted(
            variant.title(),
            percent(),
            last.leader().title(),
            Labels.list(others.stream().map(Variant::title).toList(), "or"));
  }

  private boolean isSame(Variant one, Variant other) {
    return last.answer().comparison(one, other).filter(Ranking::isSame).isPresent();
  }

  private static String same(List<Variant> variants) {
    return "The same within " + percent() + ": " + titles(variants) + ".";
  }

  /** The comparison of a variant with the leader that leaves most open, of all points. */
  private Comparison widest(Variant variant) {
    return stretch.answers().stream()
        .flatMap(answer -> answer.comparison(variant, last.leader()).stream())
        .max(Comparator.comparingDouble(Remarks::width))
        .orElseThrow();
  }

  private static double width(Comparison comparison) {
    return comparison
        .effect()
        .map(effect -> effect.interval().high() / effect.interval().low())
        .orElse(1.0);
  }

  private String tie(Comparison comparison) {
    Variant one = comparison.first().variant();
    Variant other = comparison.second().variant();
    if (Ranking.isSame(comparison)) return same(List.of(one, other));
    List<String> details = new ArrayList<>(stretch.at(comparison).stream().toList());
    if (!comparison.finding().reason().isEmpty()) {
      details.add(comparison.finding().reason());
    }
    String because = details.isEmpty() ? "" : " (" + String.join(", ", details) + ")";
    String figure =
        Labels.inSentence(comparison.question().figure(), comparison.isClosedLoopLatency());
    String open =
        comparison
            .effect()
            .map(
                effect ->
                    "%s %s %s of the %s of %s"
                        .formatted(
                            one.title(),
                            Labels.verb(one, "has", "have"),
                            Quantity.range(effect.interval()),
                            figure,
                            other.title()))
            .orElseGet(() -> figure + " of " + titles(List.of(one, other)));
    String isOpen = last.chosen().contains(one) ? "No difference shown: " : "Not decided: ";
    return isOpen + open + because + ".";
  }

  /** "But the p99 latency of A is 9.60× that of B." */
  List<String> drawbacks() {
    List<Comparison> all =
        stretch.rankings().stream()
            .flatMap(ranking -> results.drawbacks(ranking).stream())
            .sorted(Comparator.comparingDouble(c -> -distance(c)))
            .toList();
    List<String> sentences = new ArrayList<>();
    List<List<Object>> said = new ArrayList<>();
    for (Comparison c : all) {
      List<Object> kind = List.of(c.first().variant(), c.question().figure());
      if (!said.contains(kind)) {
        said.add(kind);
        Effect effect = c.effect().orElseThrow();
        sentences.add(
            "But the %s of %s is %s %s that of %s%s."
                .formatted(
                    Labels.inSentence(c.question().figure(), c.isClosedLoopLatency()),
                    c.first().variant().title(),
                    Quantity.ratio(effect.ratio()),
                    Quantity.interval(effect.ratio(), effect.interval()),
                    c.second().variant().title(),
                    stretch.at(c).map(place -> " (" + place + ")").orElse("")));
      }
    }
    return sentences;
  }

  private static double distance(Comparison comparison) {
    return comparison.effect().map(effect -> Math.abs(Math.log(effect.ratio()))).orElse(0.0);
  }

  /** Whether the generator may be why the throughputs are not higher. */
  private List<String> generator() {
    if (!stretch.last().question().figure().isRate()) return List.of();
    List<Variant> limited = new ArrayList<>();
    DoubleSummaryStatistics busy = new DoubleSummaryStatistics();
    for (Answer answer : stretch.answers()) {
      for (Sample sample : answer.samples()) {
        if (sample.isGeneratorNearLimit()) {
          busy.accept(sample.generatorBusy().orElseThrow());
          if (!limited.contains(sample.variant())) {
            limited.add(sample.variant());
          }
        }
      }
    }
    if (limited.isEmpty()) return List.of();
    return List.of(
        "The generator was %s busy with %s: the server may be able to do more."
            .formatted(Labels.percents(busy.getMin(), busy.getMax()), titles(limited)));
  }

  private static String titles(List<Variant> variants) {
    return Labels.list(variants.stream().map(Variant::title).toList(), "and");
  }

  private static String percent() {
    return Labels.percents(Ranking.SAME, Ranking.SAME);
  }
}
