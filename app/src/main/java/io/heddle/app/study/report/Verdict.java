package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to the question of a workload.
 *
 * @param emptyReason the sentence to show instead if there are no statements
 * @param turnings where the better variant changes along a curve, as sentences
 */
record Verdict(
    String title,
    String question,
    String anchor,
    String emptyReason,
    List<Statement> statements,
    List<String> turnings) {
  static Verdict of(Results results, Workload workload) {
    return new Verdict(
        workload.title(),
        workload.question(),
        "work-" + Labels.anchor(workload.name()),
        emptyReason(results, workload),
        statements(results, workload),
        results.curves(workload, workload.mainFigure()).stream()
            .flatMap(curve -> results.leadChanges(curve).stream())
            .map(Turning::text)
            .toList());
  }

  /** One for each stretch, then those of the points without a figure. */
  private static List<Statement> statements(Results results, Workload workload) {
    List<Statement> statements = new ArrayList<>();
    for (Stretch stretch : Stretch.of(results.mainAnswers(workload))) {
      statements.add(Statement.of(results, stretch));
    }
    results
        .unanswered(workload)
        .forEach(all -> statements.add(Statement.of(workload.mainFigure(), all)));
    return statements;
  }

  private static String emptyReason(Results results, Workload workload) {
    if (results.used().stream().noneMatch(cell -> cell.workload().equals(workload.name()))) {
      return "There are no valid cells.";
    }
    Figure figure = workload.mainFigure();
    String rule = figure.isLatency() ? ": a percentile needs ten responses that took longer" : "";
    return "No valid cell has " + Labels.inSentence(figure) + rule + ".";
  }

  /** Whether there are no statements, because nothing was measured that has the main figure. */
  boolean isEmpty() {
    return statements.isEmpty();
  }

  /** Whether a claim does not hold after the correction over all main figures. */
  boolean hasMarks() {
    return statements.stream()
        .flatMap(statement -> statement.claims().stream())
        .anyMatch(claim -> !claim.mark().isEmpty());
  }

  static List<Verdict> all(Results results) {
    return results.study().workloads().stream().map(workload -> of(results, workload)).toList();
  }
}
