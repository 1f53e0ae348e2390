package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Archive;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.CellKey;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.HyperfoilRun;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that a study shows.
 *
 * @param cells those that were measured
 * @param used those of them that are not excluded
 * @param missing those of the plan that were not
 * @param repetition A against A; absent if no variant was measured twice
 * @param answers one for each point and figure that a variant has
 * @param unanswered what all variants lack where they were measured but none has the main figure
 * @param hyperfoilRuns what Hyperfoil has measured at the same points
 */
public record Results(
    Study study,
    List<Cell> cells,
    List<Cell> used,
    List<CellKey> missing,
    List<Exclusion> excluded,
    Optional<Repetition> repetition,
    List<Answer> answers,
    Map<Question, List<Shortfall>> unanswered,
    List<HyperfoilRun> hyperfoilRuns) {

  public static Results of(Archive archive) throws IOException {
    return of(archive.study(), archive.cells(), archive.hyperfoilRuns());
  }

  /** The results of cells that are in memory. */
  public static Results of(Study study, List<Cell> cells) {
    return of(study, cells, List.of());
  }

  private static Results of(Study study, List<Cell> cells, List<HyperfoilRun> hyperfoilRuns) {
    Map<CellKey, Cell> byKey = cells.stream().collect(Collectors.toMap(Cell::key, cell -> cell));
    List<CellKey> missing = study.cells().stream().filter(k -> !byKey.containsKey(k)).toList();
    List<Exclusion> excluded = Exclusion.of(cells);
    Set<CellKey> unused = excluded.stream().map(e -> e.cell().key()).collect(Collectors.toSet());
    List<Cell> used = cells.stream().filter(cell -> !unused.contains(cell.key())).toList();
    Samples samples = new Samples(cells, used);
    Optional<Repetition> repetition = repetition(study, samples);
    List<Comparison> again = repetition.map(Repetition::comparisons).orElse(List.of());
    List<Answer> answers = new ArrayList<>();
    Map<Question, List<Shortfall>> unanswered = new LinkedHashMap<>();
    for (Question question : questions(study)) {
      List<Sample> ofVariants =
          study.variants().stream().flatMap(v -> samples.of(question, v).stream()).toList();
      List<Shortfall> shortfalls =
          study.variants().stream().flatMap(v -> samples.shortfall(question, v).stream()).toList();
      if (!ofVariants.isEmpty()) {
        answers.add(Answer.of(question, ofVariants, shortfalls, NoiseBand.of(again, question)));
      } else if (question.isMain() && shortfalls.stream().anyMatch(s -> s.rounds() > 0)) {
        unanswered.put(question, shortfalls);
      }
    }
    return new Results(
        study,
        cells,
        used,
        missing,
        excluded,
        repetition,
        correctOverMain(answers),
        unanswered,
        hyperfoilRuns);
  }

  private static List<Question> questions(Study study) {
    List<Question> questions = new ArrayList<>();
    for (Workload workload : study.workloads()) {
      for (Point point : workload.points()) {
        for (Figure figure : Figure.values()) {
          questions.add(new Question(workload, point, figure));
        }
      }
    }
    return questions;
  }

  private static Optional<Repetition> repetition(Study study, Samples samples) {
    Optional<Variant> again = study.again();
    if (again.isEmpty()) return Optional.empty();
    Variant variant = study.variant(Objects.requireNonNull(study.repeated())).orElseThrow();
    List<Comparison> comparisons = new ArrayList<>();
    for (Question question : questions(study)) {
      Optional<Sample> first = samples.of(question, variant);
      Optional<Sample> second = samples.of(question, again.get());
      if (!question.figure().isCondition() && first.isPresent() && second.isPresent()) {
        comparisons.addAll(
            Comparison.family(
                List.of(new Comparison.Pair(first.get(), second.get())), Optional.empty()));
      }
    }
    return comparisons.isEmpty()
        ? Optional.empty()
        : Optional.of(new Repetition(variant, List.copyOf(comparisons)));
  }

  /** The verdicts of a study are those about main figures. */
  private static List<Answer> correctOverMain(List<Answer> answers) {
    double[] corrected =
        Holm.correct(
            answers.stream()
                .filter(answer -> answer.question().isMain())
                .flatMap(answer -> answer.comparisons().stream())
                .mapToDouble(Comparison::p)
                .toArray());
    List<Answer> result = new ArrayList<>();
    int next = 0;
    for (Answer answer : answers) {
      List<Comparison> comparisons = new ArrayList<>();
      for (Comparison comparison : answer.comparisons()) {
        comparisons.add(
            answer.question().isMain()
                ? comparison.withCorrectedOverMain(corrected[next++])
                : comparison);
      }
      result.add(answer.withComparisons(comparisons));
    }
    return result;
  }

  /** Why a cell is not used; absent if it is. */
  public Optional<String> whyExcluded(Cell cell) {
    return excluded.stream()
        .filter(exclusion -> exclusion.cell().key().equals(cell.key()))
        .map(Exclusion::reason)
        .findFirst();
  }

  /** The answers of a workload for a figure, in the order of its points. */
  public List<Answer> answers(Workload workload, Figure figure) {
    return answers.stream()
        .filter(answer -> answer.question().workload().equals(workload))
        .filter(answer -> answer.question().figure() == figure)
        .toList();
  }

  /** The answers to what the workload is about. */
  public List<Answer> mainAnswers(Workload workload) {
    return answers(workload, workload.mainFigure());
  }

  /**
   * What all variants lack at a point of the workload at which none has the main figure. None if
   * that is so at all points and no server failed: then there was too little to measure.
   */
  public List<List<Shortfall>> unanswered(Workload workload) {
    List<List<Shortfall>> points =
        unanswered.entrySet().stream()
            .filter(point -> point.getKey().workload().equals(workload))
            .map(Map.Entry::getValue)
            .toList();
    boolean hasFailed = points.stream().flatMap(List::stream).anyMatch(s -> s.failed() > 0);
    return hasFailed || !mainAnswers(workload).isEmpty() ? points : List.of();
  }

  /** What variants lack of a workload's main figure, in the order of its points. */
  public List<Shortfall> shortfalls(Workload workload) {
    List<Shortfall> shortfalls = new ArrayList<>();
    mainAnswers(workload).forEach(answer -> shortfalls.addAll(answer.shortfalls()));
    unanswered(workload).forEach(shortfalls::addAll);
    shortfalls.sort(Comparator.comparingInt(s -> workload.points().indexOf(s.point())));
    return List.copyOf(shortfalls);
  }

  public Optional<Answer> answer(Question question) {
    return answers.stream().filter(answer -> answer.question().equals(question)).findFirst();
  }

  /** The figures that the cells of a workload have. */
  public List<Figure> figures(Workload workload) {
    return answers.stream()
        .filter(answer -> answer.question().workload().equals(workload))
        .map(answer -> answer.question().figure())
        .distinct()
        .sorted()
        .toList();
  }

  public List<Curve> curves(Workload workload, Figure figure) {
    return Curve.of(workload, figure, answers(workload, figure));
  }

  /** Where the better of two variants changes on a curve, for every pair. */
  public List<Crossing> crossings(Curve curve) {
    List<Variant> variants = study.variants();
    List<Crossing> crossings = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      for (int j = i + 1; j < variants.size(); j++) {
        Crossing.of(curve, variants.get(i), variants.get(j)).ifPresent(crossings::add);
      }
    }
    return crossings;
  }

  /** The crossings at which the best variant of all changes. */
  public List<Crossing> leadChanges(Curve curve) {
    return crossings(curve).stream().filter(Crossing::isOfTheBest).toList();
  }

  public List<Knee> knees(Curve curve) {
    return study.variants().stream().flatMap(variant -> Knee.of(curve, variant).stream()).toList();
  }

  /** In what the choices of a ranking are far worse than others, the choices first. */
  public List<Comparison> drawbacks(Ranking ranking) {
    return Drawback.of(this, ranking);
  }

  public List<Comparison> comparisons() {
    return answers.stream().flatMap(answer -> answer.comparisons().stream()).toList();
  }

  public List<Observation> outliers() {
    return answers.stream()
        .flatMap(answer -> answer.samples().stream())
        .flatMap(sample -> sample.observations().stream())
        .filter(Observation::isOutlier)
        .toList();
  }

  /** What the rounds can show among the comparisons of one question. */
  public Reach reachOfQuestion() {
    int variants = study.variants().size();
    return new Reach(study.rounds(), variants * (variants - 1) / 2);
  }

  /** What the rounds can show among the comparisons of all main figures at once. */
  public Reach reachOfMain() {
    long comparisons = comparisons().stream().filter(c -> c.question().isMain()).count();
    return new Reach(study.rounds(), (int) comparisons);
  }
}
