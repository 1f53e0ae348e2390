package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Variant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One variant's answer to a question: its value in each round. Never empty.
 *
 * @param failures in how many rounds its server failed, or left the figure endless
 * @param rounds of how many, without those that count for no variant
 */
public record Sample(
    Question question, Variant variant, List<Observation> observations, int failures, int rounds) {
  /** A server that fails in one of so many rounds more than another is not better. */
  private static final int MANY_FAILURES = 5;

  /** A server that answers so many more requests with errors than another is not better. */
  private static final double MANY_ERRORS = 0.01;

  /** Figures that already say how many requests a server does not serve. */
  private static final Set<Figure> WITH_ERRORS = Set.of(Figure.GOODPUT, Figure.ERROR_SHARE);

  /** From this part of the time on, a busy generator may be what limits a closed loop. */
  private static final double NEAR_LIMIT = 0.8;

  /** From this part of their time on, the workers of a pool are what limits it. */
  private static final double ALL_WAIT = 0.9;

  /** With less than this part of the requests answered, it is not chance that some are missing. */
  private static final double KEEPS_UP = 0.9;

  /**
   * Takes the cells that have the figure; absent if none has.
   *
   * @param used those that are not excluded
   * @param counting these, and those in which the server failed
   */
  static Optional<Sample> of(
      Question question, Variant variant, List<Cell> used, List<Cell> counting) {
    List<Cell> with = used.stream().filter(c -> c.figure(question.figure()).isPresent()).toList();
    if (with.isEmpty()) return Optional.empty();
    double[] values =
        with.stream().mapToDouble(cell -> cell.figure(question.figure()).orElseThrow()).toArray();
    return Optional.of(
        new Sample(
            question,
            variant,
            Observation.of(question.figure(), with, values),
            Shortfall.failures(question.figure(), counting),
            counting.size()));
  }

  /**
   * Whether it cannot be better than another, whatever its values: it failed in many more rounds,
   * or answered many more requests with errors. Otherwise a server that refuses would be fast.
   */
  boolean isFlawedAgainst(Sample other) {
    int more = failures * other.rounds - other.failures * rounds;
    return MANY_FAILURES * more >= rounds * other.rounds || hasMoreErrors(other);
  }

  /**
   * Whether it answered many more requests with errors than another, and that is not its figure.
   */
  public boolean hasMoreErrors(Sample other) {
    return !WITH_ERRORS.contains(question.figure())
        && errorShare() - other.errorShare() >= MANY_ERRORS;
  }

  /** What part of the requests had an error, or no response, as a median. */
  public double errorShare() {
    double[] shares =
        observations.stream()
            .flatMap(observation -> observation.cell().figure(Figure.ERROR_SHARE).stream())
            .mapToDouble(Double::doubleValue)
            .toArray();
    return shares.length == 0 ? 0 : Median.of(shares);
  }

  public double[] values() {
    return observations.stream().mapToDouble(Observation::value).toArray();
  }

  public double median() {
    return Median.of(values());
  }

  /** How busy the generator was, as a median; empty if it took no part. */
  public OptionalDouble generatorBusy() {
    double[] busy =
        observations.stream()
            .map(observation -> observation.cell().result())
            .filter(Objects::nonNull)
            .mapToDouble(LoadResult::busyShare)
            .toArray();
    return busy.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Median.of(busy));
  }

  /**
   * The rounds in which clients waited for a response during the whole measurement, worst first.
   */
  public List<Cell> starving() {
    return observations.stream()
        .map(Observation::cell)
        .filter(cell -> starved(cell) > 0)
        .sorted(Comparator.comparingInt(cell -> -starved(cell)))
        .toList();
  }

  private static int starved(Cell cell) {
    LoadResult result = cell.result();
    return result == null ? 0 : Objects.requireNonNullElse(result.starvedClients(), 0);
  }

  /** Whether the generator may have kept the server from doing more. */
  public boolean isGeneratorNearLimit() {
    return isClosedLoop() && generatorBusy().orElse(0) >= NEAR_LIMIT;
  }

  /** Whether clients waited for a response before they sent the next request. */
  public boolean isClosedLoop() {
    return observations.stream().anyMatch(observation -> observation.cell().isClosedLoop());
  }

  /** Whether the workers of its pool waited nearly all the time, so that more could do more. */
  public boolean isPoolTooSmall() {
    double[] waiting =
        observations.stream()
            .map(observation -> WaitingWorkers.share(variant, observation.cell()))
            .flatMapToDouble(OptionalDouble::stream)
            .toArray();
    return waiting.length > 0 && Median.of(waiting) >= ALL_WAIT;
  }

  /** What part of the requests that were due it answered, as a median; empty if none were due. */
  private OptionalDouble answered() {
    double[] shares =
        observations.stream().mapToDouble(o -> answered(o.cell())).filter(v -> v >= 0).toArray();
    return shares.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Median.of(shares));
  }

  /** Negative if the cell had no steady rate. */
  private static double answered(Cell cell) {
    LoadResult result = cell.result();
    if (result == null || cell.load().containsKey("surge")) return -1;
    boolean hasRate = cell.load().get("ratePerSecond") instanceof Number;
    return hasRate && result.requests() > 0
        ? result.responsesPerSecond() * result.measuredNanos() / 1e9 / result.requests()
        : -1;
  }

  /**
   * What part of the requests that were due it answered, if it was too slow for their rate. Its
   * latency then depends on how long the load lasts.
   */
  public OptionalDouble answeredWhileOverloaded() {
    OptionalDouble answered = answered();
    return answered.orElse(1) < KEEPS_UP ? answered : OptionalDouble.empty();
  }

  public Interval interval() {
    return Median.interval(values());
  }
}
