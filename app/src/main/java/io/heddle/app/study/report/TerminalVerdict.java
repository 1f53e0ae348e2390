package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Reach;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Sample;
import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Evidence;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The verdict of one workload as lines for a terminal. */
public final class TerminalVerdict {
  private static final int WIDTH = 96;

  private TerminalVerdict() {}

  /**
   * The lines, without a line break at the end.
   *
   * @throws IllegalArgumentException if the study has no such workload
   */
  public static String of(Archive archive, String name) throws IOException {
    Study study = archive.study();
    Workload workload =
        study
            .workload(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The study has no workload \"%s\"; it has %s."
                            .formatted(
                                name,
                                Labels.list(
                                    study.workloads().stream().map(Workload::name).toList(),
                                    "and"))));
    Results results = Results.of(archive);
    List<String> lines = new ArrayList<>(List.of(of(results, workload)));
    for (Reason reason : Why.of(results, Evidence.of(archive)).reasons()) {
      if (reason.workload().equals(name)) {
        lines.add("");
        reason.sentences().forEach(sentence -> lines.addAll(wrapped(sentence, "  ")));
      }
    }
    return String.join("\n", lines);
  }

  static String of(Results results, Workload workload) {
    List<String> lines = new ArrayList<>();
    lines.add(workload.title());
    lines.addAll(wrapped(workload.question(), ""));
    lines.add("");
    Verdict verdict = Verdict.of(results, workload);
    if (verdict.isEmpty()) {
      lines.addAll(wrapped(verdict.emptyReason(), ""));
    }
    verdict.statements().forEach(statement -> lines.addAll(wrapped(statement.text(), "  ")));
    verdict.turnings().forEach(turning -> lines.addAll(wrapped(turning, "  ")));
    lines.add("");
    lines.addAll(medians(results, workload));
    lines.addAll(wrapped(doubts(results, workload), ""));
    return String.join("\n", lines).stripTrailing();
  }

  private static List<String> medians(Results results, Workload workload) {
    List<String> lines = new ArrayList<>();
    boolean isMarked = false;
    for (var answer : results.mainAnswers(workload)) {
      isMarked |= answer.isClosedLoopLatency();
      String unit = Labels.inSentence(workload.mainFigure(), answer.isClosedLoopLatency());
      lines.add(Labels.point(answer.question().point()) + ", " + unit + ":");
      for (Sample sample : answer.samples()) {
        lines.add(
            "  %-16s %10s  [%s, %s]  %s"
                .formatted(
                    sample.variant().name(),
                    value(sample, sample.median()),
                    value(sample, sample.interval().low()),
                    value(sample, sample.interval().high()),
                    WorkloadView.generator(sample))
                .stripTrailing());
      }
    }
    lines.add("");
    if (isMarked) {
      lines.addAll(wrapped(Labels.CLOSED_LOOP_MARK + " " + Labels.CLOSED_LOOP, ""));
    }
    return lines;
  }

  private static String value(Sample sample, double value) {
    return Quantity.of(sample.question().figure().unit(), value);
  }

  private static String doubts(Results results, Workload workload) {
    List<String> sentences = new ArrayList<>();
    sentences.addAll(rounds(results, workload));
    if (Verdict.of(results, workload).hasMarks()) {
      sentences.add(
          Claim.MARK + " does not hold after a correction over the main figures of all points.");
    }
    sentences.add(AgainstItself.summary(results).orElse("A against A: not measured."));
    WarmUps.warning(results.study()).ifPresent(sentences::add);
    Failures.warning(results, workload).ifPresent(sentences::addFirst);
    String text = String.join(" ", sentences);
    long excluded =
        results.excluded().stream()
            .filter(exclusion -> exclusion.cell().workload().equals(workload.name()))
            .count();
    return excluded == 0 ? text : text + " Cells that are excluded: " + excluded + ".";
  }

  /** What the rounds can show; those that are excluded may have left too few at some points. */
  private static List<String> rounds(Results results, Workload workload) {
    Reach reach = results.reachOfQuestion();
    List<String> sentences = new ArrayList<>(List.of(RoundsText.of(reach)));
    List<Point> blind =
        results.mainAnswers(workload).stream()
            .filter(answer -> !answer.canShow())
            .map(answer -> answer.question().point())
            .toList();
    if (reach.canShow() && !blind.isEmpty()) {
      sentences.add(
          "But too many rounds are excluded to show anything at: "
              + String.join("; ", blind.stream().map(Labels::point).toList())
              + ".");
    }
    return sentences;
  }

  private static List<String> wrapped(String text, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent).append(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
