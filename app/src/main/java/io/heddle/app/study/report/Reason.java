package io.heddle.app.study.report;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.analysis.Standing;
import io.heddle.app.study.data.Activity;
import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Recording;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Unit;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the recordings at a point show.
 *
 * @param sentences who is ahead or behind here, and what the recordings say about it
 * @param variants those that were recorded
 * @param activities what a request's CPU time is for, the most expensive first
 * @param facts what else was recorded
 */
record Reason(
    String workload,
    String title,
    List<String> sentences,
    List<StudyPage.VariantView> variants,
    List<Row> activities,
    List<Fact> facts,
    List<Detail> details) {
  /** Activities that take less than this part of everybody's CPU time are not shown. */
  private static final double SMALL = 0.005;

  /** An activity with a value for each variant that was recorded. */
  record Row(String name, List<Value> values) {}

  /**
   * CPU time per request.
   *
   * @param share of all CPU time, as text
   * @param percent the same for the width of a bar
   */
  record Value(String perRequest, String share, String percent, int style) {}

  /** A fact with a value for each variant that was recorded. */
  record Fact(String name, List<String> values) {}

  /** What is only of interest for one variant. */
  record Detail(
      StudyPage.VariantView variant, List<FrameRow> frames, List<AllocationRow> allocations) {}

  /** A method. */
  record FrameRow(String method, String activity, String share) {}

  /** A class. */
  record AllocationRow(String type, String share) {}

  /**
   * The reason that recordings at one point give; absent if no difference that was recorded there
   * is shown. Tables have only recordings with enough samples, and at least two of them.
   *
   * @param standings of all variants at all points, also at those that were not recorded
   */
  static Optional<Reason> of(Results results, List<Recording> all, List<Standing> standings) {
    Study study = results.study();
    Place place = all.getFirst().place();
    List<String> sentences = ReasonText.of(all, standings);
    if (sentences.isEmpty()) return Optional.empty();
    List<Recording> enough = all.stream().filter(ReasonText::hasEnoughSamples).toList();
    List<Recording> recordings = enough.size() > 1 ? enough : List.of();
    List<StudyPage.VariantView> variants =
        recordings.stream().map(recording -> view(study, recording)).toList();
    List<Detail> details = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      details.add(detail(variants.get(i), recordings.get(i)));
    }
    return Optional.of(
        new Reason(
            place.workload(),
            PointTitle.of(study, place.workload(), place.point()),
            sentences,
            variants,
            rows(variants, recordings),
            facts(recordings),
            details));
  }

  boolean hasTable() {
    return !variants.isEmpty();
  }

  private static StudyPage.VariantView view(Study study, Recording recording) {
    Variant variant = study.variant(recording.place().variant()).orElseThrow();
    return StudyPage.variants(study).get(study.variants().indexOf(variant));
  }

  private static List<Row> rows(List<StudyPage.VariantView> variants, List<Recording> recordings) {
    return Arrays.stream(Activity.values())
        .filter(activity -> largest(recordings, r -> r.share(activity)) >= SMALL)
        .sorted(
            Comparator.comparingDouble(
                activity -> -largest(recordings, r -> r.cpuPerRequest(activity))))
        .map(activity -> row(activity, variants, recordings))
        .toList();
  }

  private static double largest(List<Recording> recordings, Function<Recording, Double> value) {
    return recordings.stream().mapToDouble(value::apply).max().orElse(0);
  }

  private static Row row(
      Activity activity, List<StudyPage.VariantView> variants, List<Recording> recordings) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < recordings.size(); i++) {
      Recording recording = recordings.get(i);
      double share = recording.share(activity);
      values.add(
          new Value(
              Quantity.rough(Unit.SECONDS, recording.cpuPerRequest(activity)),
              Quantity.rough(Unit.SHARE, share),
              Quantity.digits(100 * share),
              variants.get(i).style()));
    }
    return new Row(activity.title(), values);
  }

  private static List<Fact> facts(List<Recording> recordings) {
    return List.of(
        fact(
            "CPU time per request",
            recordings,
            r -> Quantity.rough(Unit.SECONDS, r.cpuPerRequest())),
        fact(
            "Use of the processors",
            recordings,
            r -> Quantity.rough(Unit.SHARE, ReasonText.use(r))),
        fact(
            "Use by the compiler, not included above",
            recordings,
            r -> Quantity.rough(Unit.SHARE, r.compilerSeconds() / r.seconds() / r.processors())),
        fact("GC pauses", recordings, r -> waits(r.collections())),
        fact("Virtual threads pinned", recordings, r -> waits(r.pinned())),
        fact("Waits for monitors", recordings, r -> waits(r.monitors())),
        fact("Platform threads parked for 10 ms or longer", recordings, r -> waits(r.parks())),
        fact("Samples", recordings, r -> Quantity.plain((double) r.samples())));
  }

  private static Fact fact(
      String name, List<Recording> recordings, Function<Recording, String> value) {
    return new Fact(name, recordings.stream().map(value).toList());
  }

  private static String waits(Recording.Waits waits) {
    return waits.count() == 0
        ? "none"
        : Quantity.plain((double) waits.count())
            + ", "
            + Quantity.rough(Unit.SECONDS, waits.seconds())
            + " in all";
  }

  private static Detail detail(StudyPage.VariantView variant, Recording recording) {
    Stream<FrameRow> frames =
        recording.frames().stream()
            .map(
                frame ->
                    new FrameRow(
                        frame.method(),
                        frame.activity().title(),
                        Quantity.rough(Unit.SHARE, frame.seconds() / recording.cpuSeconds())));
    Stream<AllocationRow> allocations =
        recording.allocations().stream()
            .map(a -> new AllocationRow(a.type(), Quantity.rough(Unit.SHARE, a.share())));
    return new Detail(variant, frames.toList(), allocations.toList());
  }
}
