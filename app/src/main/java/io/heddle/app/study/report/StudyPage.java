package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.WarmUp;
import io.heddle.app.study.data.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The values of a report's page, in the order in which it shows them. */
record StudyPage(
    String style,
    String summary,
    String date,
    boolean isInterrupted,
    List<VariantView> variants,
    List<Verdict> verdicts,
    List<Decision> decisions,
    List<PlotCard> glance,
    Why why,
    List<WorkloadView> workloads,
    Reliability reliability,
    List<PlotCard> preparation,
    List<WarmUpRow> warmUps,
    List<Setting> settings,
    List<CellRow> cells,
    int cellCount) {

  /** A variant, with its colour in the page. */
  record VariantView(String name, String title, String options, int style) {}

  /** The warm-up of a server. */
  record WarmUpRow(
      String variant, int round, String requests, String first, String last, String stable) {}

  /** How to repeat a cell. */
  record CellRow(String place, String validity, String command) {}

  static StudyPage of(Results results, Why why) {
    Study study = results.study();
    PreparationPlots preparation = new PreparationPlots(study);
    return new StudyPage(
        Template.text("report.css"),
        summary(results),
        study.startedAt().toString().substring(0, 10),
        study.interrupted() || !results.missing().isEmpty(),
        variants(study),
        Verdict.all(results),
        Decision.all(results),
        glance(results),
        why,
        study.workloads().stream().map(w -> WorkloadView.of(results, w)).toList(),
        Reliability.of(results),
        Stream.concat(preparation.warmUps().stream(), preparation.sweeps().stream()).toList(),
        warmUps(study),
        Setting.all(study),
        results.cells().stream().map(StudyPage::row).toList(),
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

  /** The ratios of each workload at its last point. */
  private static List<PlotCard> glance(Results results) {
    RowPlots plots = new RowPlots(results);
    List<PlotCard> cards = new ArrayList<>();
    for (Workload workload : results.study().workloads()) {
      List<Answer> answers = results.mainAnswers(workload);
      if (!answers.isEmpty()) {
        plots
            .ratios("glance", workload, List.of(answers.getLast()))
            .map(card -> new PlotCard(workload.title(), card.caption(), card.svg()))
            .ifPresent(cards::add);
      }
    }
    return cards;
  }

  private static List<WarmUpRow> warmUps(Study study) {
    return study.warmUps().stream()
        .filter(warmUp -> !warmUp.cpuPerRequest().isEmpty())
        .map(
            warmUp ->
                new WarmUpRow(
                    warmUp.variant(),
                    warmUp.round(),
                    Quantity.digits((double) warmUp.requests()),
                    seconds(warmUp.cpuPerRequest().getFirst()),
                    seconds(warmUp.cpuPerRequest().getLast()),
                    stable(warmUp)))
        .toList();
  }

  private static String stable(WarmUp warmUp) {
    if (!warmUp.isComparable()) return "unknown: too short to compare";
    return warmUp.stableAfterSeconds() == WarmUp.NEVER
        ? "not within the bound"
        : seconds(warmUp.stableAfterSeconds());
  }

  private static String seconds(double seconds) {
    return Quantity.of(Unit.SECONDS, seconds);
  }

  private static CellRow row(Cell cell) {
    String reason = cell.invalidReason();
    return new CellRow(
        cell.key().toString(), reason == null ? "valid" : "excluded: " + reason, cell.command());
  }

  boolean hasPreparation() {
    return !preparation.isEmpty();
  }

  boolean hasWarmUps() {
    return !warmUps.isEmpty();
  }
}
