package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Workload;

/** What is asked of all variants at once: a figure at a point of a workload. */
public record Question(Workload workload, Point point, Figure figure) {
  /** Whether the figure is the one that the workload is about. */
  public boolean isMain() {
    return figure == workload.mainFigure();
  }

  /**
   * Whether the figure may tell for or against a variant here. One that carries over may only where
   * the workload is about it, so that each point has a process of its own.
   */
  public boolean isJudged() {
    return !figure.growsWithWork()
        && (!figure.carriesOver() || workload.mainFigure().carriesOver());
  }
}
