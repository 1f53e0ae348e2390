package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.List;

/** The values of a report's page, in the order in which it shows them. */
record StudyPage(
    String style,
    String summary,
    String date,
    boolean isInterrupted,
    List<VariantView> variants,
    List<String> warnings,
    List<Verdict> verdicts,
    List<Decision> decisions,
    List<PlotCard> glance,
    Why why,
    List<WorkloadView> workloads,
    Reliability reliability,
    String waiting,
    String warmUpState,
    List<PlotCard> preparation,
    List<SweepTable> sweeps,
    List<WarmUps.Row> warmUps,
    List<Setting> settings,
    List<CellRow> cells,
    int cellCount) {

  /** A variant, with its colour in the page. */
  record VariantView(String name, String title, String options, int style) {}

  /** How to repeat a cell. */
  record CellRow(String place, String use, String command) {}

  static StudyPage of(Results results, Why why) {
    Study study = results.study();
    return new StudyPage(
        Template.text("report.css"),
        summary(results),
        study.startedAt().toString().substring(0, 10),
        study.interrupted() || !results.missing().isEmpty(),
        variants(study),
        warnings(results),
        Verdict.all(results),
        Decision.all(results),
        glance(results),
        why,
        study.workloads().stream().map(w -> WorkloadView.of(results, w)).toList(),
        Reliability.of(results),
        WaitingText.of(study.environment()),
        WarmUps.state(study),
        PreparationPlots.warmUps(study).stream().toList(),
        SweepTable.all(study),
        WarmUps.rows(study),
        Setting.all(study),
        results.cells().stream().map(cell -> row(results, cell)).toList(),
        results.cells().size());
  }

  private static String summary(Results results) {
    Environment environment = results.study().environment();
    return "%s, %s, %s, %s. %s, %s, %s."
        .formatted(
            Count.of(results.study().variants().size(), "variant"),
            Count.of(results.study().workloads().size(), "workload"),
            Count.of(results.study().rounds(), "round"),
            Count.of(results.cells().size(), "cell"),
            environment.cpu(),
            Count.of(environment.cores(), "core"),
            environment.jdk());
  }

  static List<VariantView> variants(Study study) {
    List<VariantView> views = new ArrayList<>();
    for (Variant variant : study.variants()) {
      views.add(
          new VariantView(
              variant.name(), variant.title(), String.join(" ", variant.options()), views.size()));
    }
    return views;
  }

  /** The ratios of each workload at the point with the largest difference that is shown. */
  private static List<PlotCard> glance(Results results) {
    RowPlots plots = new RowPlots(results);
    List<PlotCard> cards = new ArrayList<>();
    for (Workload workload : results.study().workloads()) {
      List<Answer> answers = results.mainAnswers(workload);
      if (!answers.isEmpty()) {
        plots
            .ratios("glance", workload, List.of(most(results, answers)))
            .map(
                card ->
                    new PlotCard(
                        workload.title(),
                        (card.caption() + ". " + card.note()).strip(),
                        card.svg()))
            .ifPresent(cards::add);
      }
    }
    return cards;
  }

  /** The answer with the largest shown effect in its plot; the last one if there is none. */
  private static Answer most(Results results, List<Answer> answers) {
    Variant first = results.study().variants().getFirst();
    Answer most = answers.getLast();
    double largest = 0;
    for (Answer answer : answers) {
      for (Comparison comparison : answer.comparisons()) {
        double distance =
            comparison
                .effect()
                .filter(_ -> comparison.isShown() && comparison.first().variant().equals(first))
                .map(effect -> Math.abs(Math.log(effect.ratio())))
                .orElse(0.0);
        if (distance > largest) {
          largest = distance;
          most = answer;
        }
      }
    }
    return most;
  }

  /** What a reader must know before the verdicts. */
  private static List<String> warnings(Results results) {
    List<String> warnings = new ArrayList<>();
    WarmUps.warning(results.study()).ifPresent(warnings::add);
    AgainstItself.warning(results).ifPresent(warnings::add);
    results.study().workloads().stream()
        .flatMap(workload -> Failures.warning(results, workload).stream())
        .forEach(warnings::add);
    return warnings;
  }

  boolean hasPreparation() {
    return !preparation.isEmpty();
  }

  boolean hasSweeps() {
    return !sweeps.isEmpty();
  }

  boolean hasWarmUps() {
    return !warmUps.isEmpty();
  }

  private static CellRow row(Results results, Cell cell) {
    String use = results.whyExcluded(cell).map(reason -> "excluded: " + reason).orElse("used");
    return new CellRow(cell.key().toString(), use, cell.command());
  }
}
