package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How a variant does at a point, compared with the best of the others there.
 *
 * @param question about the main figure
 * @param ratio of the medians, above 1 if the variant is better than its rival
 */
public record Standing(Question question, Variant variant, Variant rival, double ratio) {
  /** The standings at all points, as far as there are several variants with positive values. */
  public static List<Standing> of(Results results) {
    List<Standing> standings = new ArrayList<>();
    for (Answer answer : results.answers()) {
      if (answer.question().isMain()) {
        for (Sample sample : answer.samples()) {
          rival(answer, sample.variant()).flatMap(r -> of(sample, r)).ifPresent(standings::add);
        }
      }
    }
    return standings;
  }

  private static Optional<Standing> of(Sample sample, Sample rival) {
    if (sample.median() <= 0 || rival.median() <= 0) return Optional.empty();
    double ratio =
        switch (sample.question().figure().better()) {
          case HIGHER -> sample.median() / rival.median();
          case LOWER -> rival.median() / sample.median();
        };
    return Optional.of(new Standing(sample.question(), sample.variant(), rival.variant(), ratio));
  }

  /** The best of the variants other than this one. */
  private static Optional<Sample> rival(Answer answer, Variant variant) {
    Comparator<Sample> byMedian = Comparator.comparingDouble(Sample::median);
    Comparator<Sample> best =
        switch (answer.question().figure().better()) {
          case HIGHER -> byMedian;
          case LOWER -> byMedian.reversed();
        };
    return answer.samples().stream().filter(s -> !s.variant().equals(variant)).max(best);
  }

  /** Where a variant is furthest behind, or least ahead. */
  public static Optional<Standing> worst(List<Standing> standings, Variant variant) {
    return standings.stream()
        .filter(standing -> standing.variant().equals(variant))
        .min(Comparator.comparingDouble(Standing::ratio));
  }

  /** Where a variant is furthest ahead, or least behind. */
  public static Optional<Standing> best(List<Standing> standings, Variant variant) {
    return standings.stream()
        .filter(standing -> standing.variant().equals(variant))
        .max(Comparator.comparingDouble(Standing::ratio));
  }

  /** Whether the two are shown to differ. */
  public boolean isShown(Results results) {
    return results
        .answer(question)
        .flatMap(answer -> answer.comparison(variant, rival))
        .filter(Comparison::isShown)
        .isPresent();
  }

  public Place place() {
    return place(variant);
  }

  /** The rival at the same point. */
  public Place rivalPlace() {
    return place(rival);
  }

  private Place place(Variant which) {
    return new Place(question.workload().name(), question.point().name(), which.name());
  }
}
