package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Answer;
import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Curve;
import io.heddle.app.study.analysis.Ranking;
import io.heddle.app.study.data.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Neighbouring points of a workload that allow the same choice. Never empty. */
record Stretch(List<Answer> answers) {
  /**
   * Divides the answers to one question per point, by ascending x for each of the other settings.
   */
  static List<Stretch> of(List<Answer> answers) {
    List<Stretch> stretches = new ArrayList<>();
    for (List<Answer> along : Curve.along(answers).values()) {
      List<Answer> open = new ArrayList<>();
      for (Answer answer : along) {
        if (!open.isEmpty() && !open.getLast().ranking().isLike(answer.ranking())) {
          stretches.add(new Stretch(List.copyOf(open)));
          open.clear();
        }
        open.add(answer);
      }
      stretches.add(new Stretch(List.copyOf(open)));
    }
    return stretches;
  }

  Answer last() {
    return answers.getLast();
  }

  List<Ranking> rankings() {
    return answers.stream().map(Answer::ranking).toList();
  }

  /** Where in it a comparison is, if it has several points: "at 64 connections". */
  Optional<String> at(Comparison comparison) {
    return answers.size() > 1
        ? Optional.of("at " + Labels.point(comparison.question().point()))
        : Optional.empty();
  }

  List<Point> points() {
    return answers.stream().map(answer -> answer.question().point()).toList();
  }
}
