package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Who is the same as the leader of a stretch, and who is not told apart from it, as sentences. */
final class Ties {
  private final Stretch stretch;
  private final Ranking last;

  private Ties(Stretch stretch) {
    this.stretch = stretch;
    this.last = stretch.last().ranking();
  }

  static List<String> of(Stretch stretch) {
    return new Ties(stretch).sentences();
  }

  private List<String> sentences() {
    List<Variant> same = new ArrayList<>(List.of(last.leader()));
    List<String> notAhead = new ArrayList<>();
    List<Comparison> open = new ArrayList<>();
    for (Comparison tie : last.ties()) {
      Variant variant = tie.first().variant();
      if (isChosen(tie) && same.stream().allMatch(other -> isSame(variant, other))) {
        same.add(variant);
      } else if (!isChosen(tie) && !last.beaten().isEmpty() && isSame(variant, last.leader())) {
        notAhead.add(notAhead(variant));
      } else {
        open.add(widest(variant));
      }
    }
    List<String> sentences = new ArrayList<>();
    if (same.size() > 1) {
      sentences.add(same(same));
    }
    sentences.addAll(notAhead);
    open.stream()
        .filter(Ranking::isSame)
        .map(tie -> same(List.of(tie.first().variant(), last.leader())))
        .forEach(sentences::add);
    open.removeIf(Ranking::isSame);
    sentences.addAll(open("No difference shown", open.stream().filter(this::isChosen).toList()));
    sentences.addAll(open("Not decided", open.stream().filter(tie -> !isChosen(tie)).toList()));
    return sentences;
  }

  private boolean isChosen(Comparison tie) {
    return last.chosen().contains(tie.first().variant());
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
    return "Not decided: %s, which %s within %s of %s but not shown to be better than %s."
        .formatted(
            variant.title(),
            Labels.verb(variant, "is", "are"),
            percent(),
            last.leader().title(),
            Labels.list(others.stream().map(Variant::title).toList(), "or"));
  }

  private boolean isSame(Variant one, Variant other) {
    return last.answer().comparison(one, other).filter(Ranking::isSame).isPresent();
  }

  private static String same(List<Variant> variants) {
    return "The same within " + percent() + ": " + Labels.titles(variants) + ".";
  }

  private static String percent() {
    return Labels.percents(Ranking.SAME, Ranking.SAME);
  }

  /** The comparison of a variant with the leader that leaves most open, of all points. */
  private Comparison widest(Variant variant) {
    return stretch.answers().stream()
        .flatMap(answer -> answer.comparison(variant, last.leader()).stream())
        .max(Comparator.comparingDouble(Ties::width))
        .orElseThrow();
  }

  private static double width(Comparison comparison) {
    return comparison
        .effect()
        .map(effect -> effect.interval().high() / effect.interval().low())
        .orElse(1.0);
  }

  /**
   * "Not decided: compared with c, throughput is 0.55 to 1.20 times as high on a and ... on b
   * (why)."
   */
  private List<String> open(String start, List<Comparison> ties) {
    List<Comparison> known = ties.stream().filter(tie -> tie.effect().isPresent()).toList();
    List<String> sentences = new ArrayList<>();
    if (!known.isEmpty()) {
      boolean isOneReason = known.stream().map(this::because).distinct().count() == 1;
      List<String> parts = new ArrayList<>();
      for (Comparison tie : known) {
        parts.add(
            "%s times as high on %s%s"
                .formatted(
                    Quantity.range(tie.effect().orElseThrow().interval()),
                    tie.first().variant().title(),
                    isOneReason ? "" : because(tie)));
      }
      sentences.add(
          "%s: compared with %s, %s is %s%s."
              .formatted(
                  start,
                  last.leader().title(),
                  figure(known.getFirst()),
                  Labels.list(parts, "and"),
                  isOneReason ? because(known.getFirst()) : ""));
    }
    ties.stream()
        .filter(tie -> tie.effect().isEmpty())
        .map(tie -> start + ": " + unknown(tie) + because(tie) + ".")
        .forEach(sentences::add);
    return sentences;
  }

  private static String figure(Comparison tie) {
    return Labels.inSentence(tie.question().figure(), tie.isClosedLoopLatency());
  }

  private String unknown(Comparison tie) {
    return figure(tie) + " of " + Labels.titles(List.of(tie.first().variant(), last.leader()));
  }

  /** Where it is, and why it is open, as far as there is something to say. */
  private String because(Comparison tie) {
    List<String> details = new ArrayList<>(stretch.at(tie).stream().toList());
    if (!tie.finding().reason().isEmpty()) {
      details.add(tie.finding().reason());
    }
    return details.isEmpty() ? "" : " (" + String.join(", ", details) + ")";
  }
}
