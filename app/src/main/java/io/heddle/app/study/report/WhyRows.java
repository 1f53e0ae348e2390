package io.heddle.app.study.report;

import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.SystemCalls;
import java.util.ArrayList;
import java.util.List;

/** What explains the results, as rows of plain values. Units are base units. */
final class WhyRows {
  private WhyRows() {}

  /** What CPU time was for. */
  record Cpu(
      String workload,
      String point,
      String variant,
      String activity,
      double secondsPerRequest,
      double share) {}

  /** How often a system call was made. */
  record Call(
      String workload, String point, String variant, String call, long count, double perRequest) {}

  static List<Cpu> cpu(List<Recording> recordings) {
    List<Cpu> rows = new ArrayList<>();
    for (Recording recording : recordings) {
      Place place = recording.place();
      for (var activity : recording.activities().keySet()) {
        rows.add(
            new Cpu(
                place.workload(),
                place.point(),
                place.variant(),
                activity.key(),
                recording.cpuPerRequest(activity),
                recording.share(activity)));
      }
    }
    return rows;
  }

  static List<Call> calls(List<SystemCalls> calls) {
    List<Call> rows = new ArrayList<>();
    for (SystemCalls each : calls) {
      Place place = each.place();
      each.calls()
          .forEach(
              (name, count) ->
                  rows.add(
                      new Call(
                          place.workload(),
                          place.point(),
                          place.variant(),
                          name,
                          count,
                          each.perRequest(name))));
    }
    return rows;
  }
}
