package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Shortfall;
import io.heddle.app.study.data.Figure;
import java.util.ArrayList;
import java.util.List;

/**
 * What is said of points that allow the same choice.
 *
 * @param when the points
 * @param at the point of the claims, or empty if there is only one
 * @param winner the best variant, or empty if no difference is shown
 * @param remarks who is not told apart from the winner, what it costs, and what is in doubt
 */
record Statement(
    String when,
    String at,
    String winner,
    String figure,
    List<Claim> claims,
    List<String> remarks) {

  static Statement of(Results results, Stretch stretch) {
    Answer answer = stretch.last();
    Ranking ranking = answer.ranking();
    List<Claim> claims = answer.behind().stream().map(Claim::of).toList();
    List<String> remarks = new ArrayList<>();
    if (claims.isEmpty() && answer.samples().size() > 1) {
      remarks.add("No difference shown.");
    }
    Remarks others = Remarks.of(results, stretch);
    remarks.addAll(others.drawbacks());
    remarks.addAll(others.doubts());
    return new Statement(
        Labels.range(stretch.points()),
        stretch.points().size() > 1 ? Labels.point(answer.question().point()) : "",
        claims.isEmpty() ? "" : ranking.leader().title(),
        Labels.inSentence(answer.question().figure(), answer.isClosedLoopLatency()),
        claims,
        remarks);
  }

  /**
   * What is said of a point at which no variant has the figure.
   *
   * @param shortfalls those of all variants
   */
  static Statement of(Figure figure, List<Shortfall> shortfalls) {
    return new Statement(
        Labels.point(shortfalls.getFirst().point()),
        "",
        "",
        Labels.inSentence(figure),
        List.of(),
        Gaps.of(figure, shortfalls));
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
    List<String> sentences = new ArrayList<>();
    if (!claims.isEmpty()) {
      sentences.add(claimText());
    }
    sentences.addAll(remarks);
    return when + ": " + String.join(" ", sentences);
  }
}
