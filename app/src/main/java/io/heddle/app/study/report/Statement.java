package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Finding;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of points at which the same variants are best.
 *
 * @param when the points
 * @param at the point of the claims, or empty if there is only one
 * @param winner the best variant, or empty if no difference is shown
 * @param ties what is not told apart from the winner, as a sentence, or empty
 */
record Statement(
    String when, String at, String winner, String figure, List<Claim> claims, String ties) {

  private static final String NO_DIFFERENCE = "No difference shown";

  static Statement of(Stretch stretch) {
    Answer answer = stretch.last();
    List<Claim> claims = answer.behind().stream().map(Claim::of).toList();
    return new Statement(
        Labels.range(stretch.points()),
        stretch.points().size() > 1 ? Labels.point(answer.question().point()) : "",
        claims.isEmpty() ? "" : answer.leader().title(),
        Labels.inSentence(answer.question().figure()),
        claims,
        ties(answer));
  }

  private static String ties(Answer answer) {
    Variant leader = answer.leader();
    List<Comparison> tied =
        answer.best().stream()
            .filter(variant -> !variant.equals(leader))
            .map(variant -> answer.comparison(leader, variant).orElseThrow())
            .toList();
    List<Comparison> tooFew =
        tied.stream().filter(c -> c.finding() == Finding.TOO_FEW_ROUNDS).toList();
    List<Comparison> equal = tied.stream().filter(c -> !tooFew.contains(c)).toList();
    List<String> sentences = new ArrayList<>();
    if (equal.size() > 1 && equal.size() == answer.samples().size() - 1) {
      sentences.add(NO_DIFFERENCE + " between any of them.");
    } else if (!equal.isEmpty()) {
      sentences.add(NO_DIFFERENCE + " between " + leader.title() + " and " + titles(equal) + ".");
    }
    if (!tooFew.isEmpty()) {
      sentences.add(tooFew(answer, tooFew));
    }
    return String.join(" ", sentences);
  }

  private static String tooFew(Answer answer, List<Comparison> tooFew) {
    String leader = answer.leader().title();
    return "%s between %s and %s: there are too few rounds to show one. In these rounds, %s on %s was %s."
        .formatted(
            NO_DIFFERENCE,
            leader,
            titles(tooFew),
            Labels.inSentence(answer.question().figure()),
            leader,
            Labels.list(tooFew.stream().map(Statement::range).toList(), "and"));
  }

  private static String titles(List<Comparison> comparisons) {
    return Labels.list(comparisons.stream().map(c -> c.second().variant().title()).toList(), "or");
  }

  private static String range(Comparison comparison) {
    return comparison
        .effect()
        .map(
            effect ->
                Quantity.interval(effect.ratio(), effect.interval())
                    + " times that on "
                    + comparison.second().variant().title())
        .orElseGet(
            () -> "not comparable as a ratio to that on " + comparison.second().variant().title());
  }

  /** What the claims say, without the points. */
  String claimText() {
    List<String> parts = new ArrayList<>();
    claims.forEach(claim -> parts.add(claim.text()));
    String place = at.isEmpty() ? "" : " (at " + at + ")";
    return "On " + winner + ", " + figure + " is " + Labels.list(parts, "and") + place + ".";
  }

  /** The statement as plain text. */
  String text() {
    StringBuilder text = new StringBuilder(when).append(": ");
    if (!claims.isEmpty()) {
      text.append(claimText());
    }
    if (!ties.isEmpty()) {
      text.append(claims.isEmpty() ? "" : " ").append(ties);
    }
    return text.toString();
  }
}
