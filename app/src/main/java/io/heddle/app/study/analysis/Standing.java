package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Place;
import io.heddle.app.study.data.Variant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a variant does at a point, compared with the best of the others there.
 *
 * @param comparison of the main figure, with the variant first
 * @param effect of the comparison
 */
public record Standing(Comparison comparison, Effect effect) {
  private static final Comparator<Standing> BY_RATIO = Comparator.comparingDouble(Standing::ratio);

  /** What is shown only without the correction over all points may be chance, so it comes later. */
  private static final Comparator<Standing> FURTHEST_BEHIND =
      Comparator.comparing((Standing s) -> s.isBehind() && s.holds())
          .thenComparing(Standing::isBehind)
          .thenComparing(BY_RATIO.reversed());

  private static final Comparator<Standing> FURTHEST_AHEAD =
      Comparator.comparing((Standing s) -> s.isAhead() && s.holds())
          .thenComparing(Standing::isAhead)
          .thenComparing(BY_RATIO);

  /** The standings at all points, as far as there are several variants with positive values. */
  public static List<Standing> of(Results results) {
    List<Standing> standings = new ArrayList<>();
    for (Answer answer : results.answers()) {
      if (answer.question().isMain()) {
        answer.samples().forEach(sample -> of(answer, sample).ifPresent(standings::add));
      }
    }
    return standings;
  }

  private static Optional<Standing> of(Answer answer, Sample sample) {
    return rival(answer, sample.variant())
        .flatMap(rival -> answer.comparison(sample.variant(), rival.variant()))
        .flatMap(comparison -> comparison.effect().map(e -> new Standing(comparison, e)));
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

  /**
   * Where a variant is furthest behind, by the differences that hold after the correction over all
   * points. If there are none, by all that are shown; and if nothing shows it to be behind, where
   * its ratio is the smallest.
   */
  public static Optional<Standing> worst(List<Standing> standings, Variant variant) {
    return of(standings, variant).max(FURTHEST_BEHIND);
  }

  /** Where a variant is furthest ahead, chosen in the same way as {@link #worst}. */
  public static Optional<Standing> best(List<Standing> standings, Variant variant) {
    return of(standings, variant).max(FURTHEST_AHEAD);
  }

  /**
   * What to look at to understand each variant: its worst and its best place, and its rival there.
   */
  public static Set<Place> extremes(List<Standing> standings, List<Variant> variants) {
    Set<Place> places = new LinkedHashSet<>();
    for (Variant variant : variants) {
      Stream.of(worst(standings, variant), best(standings, variant))
          .flatMap(Optional::stream)
          .forEach(
              standing -> {
                places.add(standing.place());
                places.add(standing.rivalPlace());
              });
    }
    return places;
  }

  private static Stream<Standing> of(List<Standing> standings, Variant variant) {
    return standings.stream().filter(standing -> standing.variant().equals(variant));
  }

  public Question question() {
    return comparison.question();
  }

  public Variant variant() {
    return comparison.first().variant();
  }

  public Variant rival() {
    return comparison.second().variant();
  }

  /** How many times as good as its rival the variant is: above 1 if it is better. */
  public double ratio() {
    return switch (question().figure().better()) {
      case HIGHER -> effect.ratio();
      case LOWER -> 1 / effect.ratio();
    };
  }

  /** Whether the two are shown to differ. */
  public boolean isShown() {
    return comparison.isShown();
  }

  /** Whether the variant is shown to be better than the best of the others. */
  public boolean isAhead() {
    return comparison.firstIsBetter();
  }

  /** Whether the variant is shown to be worse than the best of the others. */
  public boolean isBehind() {
    return comparison.inverse().firstIsBetter();
  }

  private boolean holds() {
    return comparison.holdsOverMain();
  }

  public Place place() {
    return place(variant());
  }

  /** The rival at the same point. */
  public Place rivalPlace() {
    return place(rival());
  }

  private Place place(Variant which) {
    return new Place(question().workload().name(), question().point().name(), which.name());
  }
}
