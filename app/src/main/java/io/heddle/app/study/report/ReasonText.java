package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Comparison;
import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Sentences about the variants that are shown to be ahead or behind at a point. */
final class ReasonText {
  /** A smaller difference in CPU time explains nothing. */
  private static final double CONSIDERABLE = 0.1;

  /** With fewer samples, shares are guesses. */
  private static final long ENOUGH_SAMPLES = 50;

  /** From this part of the time on, pauses are worth a sentence. */
  private static final double LONG_PAUSES = 0.02;

  /**
   * A server that uses less of its processors than this could do more, if nothing else stops it.
   */
  private static final double BUSY = 0.8;

  /** Compilers that use less of the processors than this do not matter. */
  private static final double MUCH_COMPILING = 0.05;

  private ReasonText() {}

  /**
   * The sentences for a point.
   *
   * @param recordings those at the point
   * @param standings of all variants at all points, also at those that were not recorded
   */
  static List<String> of(List<Recording> recordings, List<Standing> standings) {
    List<String> sentences = new ArrayList<>();
    for (Recording recording : recordings) {
      standings.stream()
          .filter(standing -> standing.place().equals(recording.place()) && standing.isShown())
          .map(standing -> sentence(standing, standings, recording, recordings))
          .forEach(sentences::add);
    }
    return sentences;
  }

  private static String sentence(
      Standing standing, List<Standing> all, Recording recording, List<Recording> recordings) {
    String difference =
        recordings.stream()
            .filter(r -> r.place().equals(standing.rivalPlace()))
            .findFirst()
            .map(rival -> difference(standing, recording, rival))
            .orElseGet(() -> rivalIsMissing(standing.rival()));
    return place(standing, all) + " " + difference + stops(recording);
  }

  static boolean hasEnoughSamples(Recording recording) {
    return recording.samples() >= ENOUGH_SAMPLES;
  }

  /** "Platform threads are at their worst at 64 connections: throughput is …". */
  private static String place(Standing standing, List<Standing> all) {
    Variant variant = standing.variant();
    return "%s %s at %s: %s."
        .formatted(
            sentenceStart(variant),
            extreme(standing, all),
            Labels.point(standing.question().point()),
            claim(standing));
  }

  private static String extreme(Standing standing, List<Standing> all) {
    Variant variant = standing.variant();
    if (standing.isBehind()) {
      return isAt(Standing.worst(all, variant), standing)
          ? Labels.verb(variant, "is at its worst", "are at their worst")
          : Labels.verb(variant, "is behind", "are behind");
    }
    return isAt(Standing.best(all, variant), standing)
        ? Labels.verb(variant, "is at its best", "are at their best")
        : Labels.verb(variant, "is ahead", "are ahead");
  }

  private static boolean isAt(Optional<Standing> extreme, Standing standing) {
    return extreme.map(Standing::place).filter(standing.place()::equals).isPresent();
  }

  private static String sentenceStart(Variant variant) {
    String title = variant.title();
    return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
  }

  /** "throughput is 0.31× [0.26, 0.36]† that on virtual threads". */
  static String claim(Standing standing) {
    Comparison comparison = standing.comparison();
    double ratio = standing.effect().ratio();
    return "%s is %s %s%s that on %s"
        .formatted(
            Labels.inSentence(standing.question().figure(), comparison.isClosedLoopLatency()),
            Quantity.ratio(ratio),
            Quantity.interval(ratio, standing.effect().interval()),
            Claim.mark(comparison),
            standing.rival().title());
  }

  private static String rivalIsMissing(Variant rival) {
    return "There is no recording of %s here to compare with.".formatted(rival.title());
  }

  private static String difference(Standing standing, Recording recording, Recording rival) {
    String costs =
        "A request takes %s of CPU time%s."
            .formatted(
                Quantity.rough(Unit.SECONDS, recording.cpuPerRequest()),
                rivals(
                    standing,
                    recording,
                    rival,
                    r -> Quantity.rough(Unit.SECONDS, r.cpuPerRequest())));
    if (!hasEnoughSamples(recording) || !hasEnoughSamples(rival)) {
      return costs + " The recordings have too few samples to say where the difference is.";
    }
    double more = recording.cpuPerRequest() - rival.cpuPerRequest();
    boolean isExplained = standing.isBehind() == more > 0;
    return Math.abs(more) < CONSIDERABLE * rival.cpuPerRequest() || !isExplained
        ? costs + unexplained(standing, recording) + use(standing, recording, rival)
        : costs + largestPart(standing, recording, rival) + idle(standing, recording, rival);
  }

  private static String unexplained(Standing standing, Recording recording) {
    String text = " That does not explain the difference";
    boolean isWaiting =
        standing.question().figure().isLatency() && compilers(recording) < MUCH_COMPILING;
    return isWaiting ? text + ", so it is time spent waiting." : text + ".";
  }

  /** ", and 3 on virtual threads", to follow the same value of the variant. */
  private static String rivals(
      Standing standing, Recording recording, Recording rival, Function<Recording, String> value) {
    String other = value.apply(rival);
    return value.apply(recording).equals(other)
        ? ", the same as on " + standing.rival().title()
        : ", and " + other + " on " + standing.rival().title();
  }

  private static String largestPart(Standing standing, Recording recording, Recording rival) {
    double sign = Math.signum(recording.cpuPerRequest() - rival.cpuPerRequest());
    Activity largest =
        Arrays.stream(Activity.values())
            .max(
                Comparator.comparingDouble(
                    a -> sign * (recording.cpuPerRequest(a) - rival.cpuPerRequest(a))))
            .orElseThrow();
    if (largest == Activity.JVM) {
      return " The largest part of the difference is in the JVM itself or has no samples, so the"
          + " recordings do not say what it is for.";
    }
    return " The largest part of the difference is %s: %s of the CPU time%s."
        .formatted(
            largest.title(),
            percent(recording.share(largest)),
            rivals(standing, recording, rival, r -> percent(r.share(largest))));
  }

  /** What else limits a server that does less than its processors allow; empty if nothing does. */
  private static String idle(Standing standing, Recording recording, Recording rival) {
    double slow = use(standing.isBehind() ? recording : rival);
    double fast = use(standing.isBehind() ? rival : recording);
    boolean isIdle = slow < BUSY && slow < (1 - CONSIDERABLE) * fast;
    return standing.question().figure().isRate() && isIdle
        ? use(standing, recording, rival) + " So part of the difference is waiting."
        : "";
  }

  private static String use(Standing standing, Recording recording, Recording rival) {
    String text =
        " The server used %s of its processors%s."
            .formatted(
                percent(use(recording)), rivals(standing, recording, rival, r -> percent(use(r))));
    double compilers = compilers(recording);
    return compilers < MUCH_COMPILING
        ? text
        : text
            + " The JVM's compilers used another %s, so this recording may not be typical of the rounds."
                .formatted(percent(compilers));
  }

  /** The part of the processors that the compilers used. */
  private static double compilers(Recording recording) {
    return recording.compilerSeconds() / recording.seconds() / recording.processors();
  }

  private static String percent(double share) {
    return Quantity.rough(Unit.SHARE, share);
  }

  /** The part of its processors that a server used. */
  static double use(Recording recording) {
    return recording.cpuSeconds() / recording.seconds() / recording.processors();
  }

  /** What stopped threads. */
  private static String stops(Recording recording) {
    StringBuilder text = new StringBuilder();
    double paused = recording.collections().seconds() / recording.seconds();
    if (paused >= LONG_PAUSES) {
      text.append(
          " The garbage collector stopped the server for %s of the time."
              .formatted(percent(paused)));
    }
    if (recording.pinned().count() > 0) {
      text.append(
          " Virtual threads were pinned for %s in all."
              .formatted(Quantity.rough(Unit.SECONDS, recording.pinned().seconds())));
    }
    return text.toString();
  }
}
