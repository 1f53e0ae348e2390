package io.heddle.app.study.report;

import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Workload;

/** What a point is called where its workload is not the heading. */
final class PointTitle {
  private PointTitle() {}

  static String of(Study study, String workload, String point) {
    String title = study.workload(workload).map(Workload::title).orElse(workload);
    return title + ": " + Labels.settings(point);
  }
}
