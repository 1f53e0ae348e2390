package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Changes;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Finding;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import io.heddle.app.study.report.plot.Axis;
import io.heddle.app.study.report.plot.RowPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The values of a comparison's page, in the order in which it shows them. */
record ComparisonPage(
    String style,
    String summary,
    List<StudyPage.VariantView> variants,
    List<ChangeView> changes,
    String rounds,
    String excluded,
    List<EnvironmentRow> environment) {

  /** A workload: its changes as sentences, plots and a table. */
  record ChangeView(
      String title,
      String question,
      String anchor,
      List<String> statements,
      List<PlotCard> plots,
      List<WorkloadView.PairRow> rows) {}

  /** A fact of both studies. */
  record EnvironmentRow(String name, String old, String replacement, boolean isDifferent) {}

  static ComparisonPage of(Changes changes) {
    return new ComparisonPage(
        Template.text("report.css"),
        "Old: %s. New: %s."
            .formatted(name(changes.old().study()), name(changes.replacement().study())),
        StudyPage.variants(changes.replacement().study()),
        changes.workloads().stream().map(workload -> view(changes, workload)).toList(),
        RoundsText.of(changes.reach()),
        "Cells that are excluded, as their reports explain: %,d of the old study, %,d of the new one."
            .formatted(changes.old().excluded().size(), changes.replacement().excluded().size()),
        environment(changes));
  }

  private static String name(Study study) {
    return "commit %s, measured on %s"
        .formatted(study.environment().commit(), Setting.time(study.startedAt()));
  }

  private static ChangeView view(Changes changes, Workload workload) {
    return new ChangeView(
        workload.title(),
        workload.question(),
        "work-" + Labels.anchor(workload.name()),
        statements(changes, workload),
        changes.main(workload).isEmpty() ? List.of() : List.of(plot(changes, workload)),
        WorkloadView.compared(workload).stream()
            .flatMap(figure -> changes.of(workload, figure).stream())
            .map(WorkloadView::pair)
            .toList());
  }

  /** Differences and gaps, in this order; if there is no difference, a sentence that says so. */
  private static List<String> statements(Changes changes, Workload workload) {
    List<String> gaps = new ArrayList<>();
    gaps.addAll(Gaps.of(workload, changes.oldShortfalls(workload), "old"));
    gaps.addAll(Gaps.of(workload, changes.newShortfalls(workload), "new"));
    List<String> statements = differences(changes, workload);
    if (statements.isEmpty()) {
      statements.add(withoutDifference(changes, workload, gaps.isEmpty()));
    }
    statements.addAll(gaps);
    changes
        .old(workload)
        .filter(old -> !old.question().equals(workload.question()))
        .map(old -> "This may not be the same work. The old study asks: " + old.question())
        .ifPresent(statements::addFirst);
    if (changes.isOtherComputing(workload)) {
      statements.addFirst(otherComputing(changes));
    }
    return statements;
  }

  private static String otherComputing(Changes changes) {
    Integer old = changes.old().study().environment().stepsPerMicrosecond();
    Integer now = changes.replacement().study().environment().stepsPerMicrosecond();
    String remedy = "Give both studies the same --steps-per-microsecond, then it is.";
    return old == null || now == null
        ? "This may not be the same work: how much handlers compute in a microsecond is not known of both studies. "
            + remedy
        : "This is not the same work: in a microsecond, handlers compute %,d steps in the old study and %,d in the new one. %s"
            .formatted(old, now, remedy);
  }

  /** One sentence for each point with a difference. */
  private static List<String> differences(Changes changes, Workload workload) {
    List<String> statements = new ArrayList<>();
    for (Point point : workload.points()) {
      List<Comparison> shown =
          changes.of(workload, workload.mainFigure(), point).stream()
              .filter(Comparison::isShown)
              .toList();
      if (!shown.isEmpty()) {
        statements.add(
            shown.stream()
                .map(ComparisonPage::words)
                .collect(Collectors.joining("; ", Labels.point(point) + ": ", ".")));
      }
    }
    return statements;
  }

  private static String withoutDifference(Changes changes, Workload workload, boolean isComplete) {
    List<Comparison> main = changes.main(workload);
    if (main.isEmpty()) return "No variant has the figure in both studies.";
    if (!changes.reach().canShow()) {
      return "No difference shown: there are too few rounds to show one.";
    }
    if (main.stream().anyMatch(c -> c.finding() == Finding.TOO_FEW_ROUNDS)) {
      return "No difference shown, but at some points there are too few valid rounds to show one.";
    }
    return isComplete
        ? "At all points: no difference shown."
        : "No difference shown where both studies have the figure.";
  }

  private static String words(Comparison comparison) {
    String verdict = comparison.firstIsBetter() ? "better" : "worse";
    String title = comparison.first().variant().title();
    return comparison
        .effect()
        .map(
            effect ->
                "%s on %s, %s %s %s%s"
                    .formatted(
                        verdict,
                        title,
                        Labels.inSentence(
                            comparison.question().figure(), comparison.isClosedLoopLatency()),
                        Quantity.ratio(effect.ratio()),
                        Quantity.interval(effect.ratio(), effect.interval()),
                        Claim.mark(comparison)))
        .orElse(verdict + " on " + title);
  }

  private static PlotCard plot(Changes changes, Workload workload) {
    Figure figure = workload.mainFigure();
    List<RowPlot.Group> groups = new ArrayList<>();
    for (Point point : workload.points()) {
      List<RowPlot.Row> rows = new ArrayList<>();
      for (Comparison comparison : changes.of(workload, figure, point)) {
        Variant variant = comparison.first().variant();
        int style = changes.replacement().study().variants().indexOf(variant);
        RowPlots.ratioRow(comparison, style, variant.name()).ifPresent(rows::add);
      }
      if (!rows.isEmpty()) {
        groups.add(
            new RowPlot.Group(
                Labels.point(point), rows, RowPlots.doubt(changes.of(workload, figure, point))));
      }
    }
    String caption = figure.title() + ", new divided by old";
    RowPlot plot =
        new RowPlot(
            "change-" + Labels.anchor(workload.name()),
            workload.title() + ": " + caption,
            String.join(" ", statements(changes, workload)),
            Axis.of(RowPlots.better(figure), RowPlots.ratioScale(groups), Quantity::ratioTick),
            groups,
            OptionalDouble.of(1));
    return new PlotCard(caption, "", plot.toString());
  }

  private static List<EnvironmentRow> environment(Changes changes) {
    List<EnvironmentRow> rows = new ArrayList<>();
    for (Variant variant : changes.variants()) {
      Variant before = changes.old().study().variant(variant.name()).orElseThrow();
      String old = String.join(" ", before.options());
      String now = String.join(" ", variant.options());
      rows.add(new EnvironmentRow("Options of " + variant.name(), old, now, !old.equals(now)));
    }
    List<Setting> before = Setting.all(changes.old().study());
    for (Setting setting : Setting.all(changes.replacement().study())) {
      String old =
          before.stream()
              .filter(other -> other.name().equals(setting.name()))
              .map(Setting::value)
              .findFirst()
              .orElse("");
      rows.add(
          new EnvironmentRow(setting.name(), old, setting.value(), !old.equals(setting.value())));
    }
    return rows;
  }
}
