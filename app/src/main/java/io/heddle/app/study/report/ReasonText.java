package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Better;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Sentences about the variants that are furthest ahead or behind at a point. */
final class ReasonText {
  /** A smaller difference in CPU time explains nothing. */
  private static final double CONSIDERABLE = 0.1;

  /** With fewer samples, shares are guesses. */
  private static final long ENOUGH_SAMPLES = 50;

  /** From this part of the time on, pauses are worth a sentence. */
  private static final double LONG_PAUSES = 0.02;

  private ReasonText() {}

  /**
   * The sentences for a point.
   *
   * @param recordings those at the point
   * @param standings the extremes of all variants that are shown to differ, also at other points
   */
  static List<String> of(List<Recording> recordings, List<Standing> standings) {
    List<String> sentences = new ArrayList<>();
    for (Recording recording : recordings) {
      List<Standing> here =
          standings.stream().filter(s -> s.place().equals(recording.place())).toList();
      for (Standing standing : here) {
        sentences.add(
            place(standing, isWorst(standing, standings))
                + at(recordings, standing.rivalPlace())
                    .map(rival -> " " + difference(standing, recording, rival))
                    .orElse("")
                + stops(recording));
      }
    }
    return sentences;
  }

  static boolean hasEnoughSamples(Recording recording) {
    return recording.samples() >= ENOUGH_SAMPLES;
  }

  private static boolean isWorst(Standing standing, List<Standing> standings) {
    return Standing.worst(standings, standing.variant()).equals(Optional.of(standing));
  }

  private static Optional<Recording> at(List<Recording> recordings, Place place) {
    return recordings.stream().filter(r -> r.place().equals(place)).findFirst();
  }

  /** "Worst at 64 connections: threads, with 0.31× the throughput of virtual threads." */
  private static String place(Standing standing, boolean isWorst) {
    boolean isHigherBetter = standing.question().figure().better() == Better.HIGHER;
    return "%s at %s: %s, with %s the %s of %s."
        .formatted(
            isWorst ? "Worst" : "Best",
            Labels.point(standing.question().point()),
            standing.variant().title(),
            Quantity.ratio(isHigherBetter ? standing.ratio() : 1 / standing.ratio()),
            Labels.inSentence(standing.question().figure()),
            standing.rival().title());
  }

  private static String difference(Standing standing, Recording recording, Recording rival) {
    String costs =
        "A request takes %s of CPU time, on %s %s."
            .formatted(
                Quantity.rough(Unit.SECONDS, recording.cpuPerRequest()),
                standing.rival().title(),
                Quantity.rough(Unit.SECONDS, rival.cpuPerRequest()));
    if (!hasEnoughSamples(recording) || !hasEnoughSamples(rival)) {
      return costs + " The recordings have too few samples to say where the difference is.";
    }
    double more = recording.cpuPerRequest() - rival.cpuPerRequest();
    boolean isExplained = standing.ratio() < 1 == more > 0;
    if (Math.abs(more) < CONSIDERABLE * rival.cpuPerRequest() || !isExplained) {
      return costs
          + " That does not explain the difference. The server used %s of its processors."
              .formatted(
                  Quantity.rough(
                      Unit.SHARE,
                      recording.cpuSeconds() / recording.seconds() / recording.processors()));
    }
    Activity largest =
        Arrays.stream(Activity.values())
            .filter(activity -> activity != Activity.JVM)
            .max(
                Comparator.comparingDouble(
                    a -> Math.signum(more) * (recording.cpuPerRequest(a) - rival.cpuPerRequest(a))))
            .orElseThrow();
    return costs
        + " The largest part of the difference is %s: %s of the CPU time, on %s %s."
            .formatted(
                largest.title(),
                Quantity.rough(Unit.SHARE, recording.share(largest)),
                standing.rival().title(),
                Quantity.rough(Unit.SHARE, rival.share(largest)));
  }

  /** What stopped threads. */
  private static String stops(Recording recording) {
    StringBuilder text = new StringBuilder();
    double paused = recording.collections().seconds() / recording.seconds();
    if (paused >= LONG_PAUSES) {
      text.append(
          " The garbage collector stopped the server for %s of the time."
              .formatted(Quantity.rough(Unit.SHARE, paused)));
    }
    if (recording.pinned().count() > 0) {
      text.append(
          " Virtual threads were pinned for %s in all."
              .formatted(Quantity.rough(Unit.SECONDS, recording.pinned().seconds())));
    }
    return text.toString();
  }
}
