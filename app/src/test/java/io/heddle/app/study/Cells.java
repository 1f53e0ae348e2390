package io.heddle.app.study;

import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Side;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.data.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Studies of one workload with the throughputs that a test wants. */
public final class Cells {
  private static final Instant START = Instant.EPOCH;

  /** How long each cell is measured. */
  private static final long SECONDS = 100;

  private final double[] x;
  private final List<Point> points;
  private final int variants;
  private final int rounds;
  private final List<Cell> cells = new ArrayList<>();
  private boolean isRepeated;
  private double busy;
  private long requests = 4 * SECONDS;
  private Histogram lateness = new Histogram(3);
  private Map<String, Object> load = Map.of("mode", "closed");
  private List<Workload> workloads;
  private int starved;
  private final Map<Integer, Integer> pools = new HashMap<>();

  public Cells(int variants, int rounds, double... x) {
    this(
        variants,
        rounds,
        Arrays.stream(x).mapToObj(v -> new Point("x=" + (int) v, v, "")).toList());
  }

  public Cells(int variants, int rounds, List<Point> points) {
    this.x = points.stream().mapToDouble(Point::x).toArray();
    this.points = points;
    this.variants = variants;
    this.rounds = rounds;
    this.workloads =
        List.of(new Workload("work", "Work", "Which?", points, "x", "", Figure.THROUGHPUT));
  }

  /** Adds another figure to the cells of a variant at a point. */
  public Cells with(Figure figure, int variant, int point, double... values) {
    for (int i = 0; i < values.length; i++) {
      String name = "v" + variant;
      int round = i + 1;
      double at = x[point];
      double value = values[i];
      cells.replaceAll(
          cell -> {
            boolean isIt = cell.variant().equals(name) && cell.round() == round && cell.x() == at;
            return isIt ? with(cell, figure, value) : cell;
          });
    }
    return this;
  }

  private static Cell with(Cell cell, Figure figure, double value) {
    Map<Figure, Double> figures = new EnumMap<>(cell.figures());
    figures.put(figure, value);
    return with(cell, figures, cell.invalidSide());
  }

  private static Cell with(Cell cell, Map<Figure, Double> figures, @Nullable Side side) {
    return new Cell(
        cell.round(),
        cell.variant(),
        cell.workload(),
        cell.point(),
        cell.x(),
        cell.order(),
        cell.startedAt(),
        cell.command(),
        cell.load(),
        cell.result(),
        figures,
        cell.valid(),
        cell.invalidReason(),
        side);
  }

  /** The first variant is measured again in each round, and gives these values at a point. */
  public Cells again(int point, double... values) {
    isRepeated = true;
    for (int i = 0; i < values.length; i++) {
      cells.add(cell("v0-again", point, i + 1, values[i], null));
    }
    return this;
  }

  /** From now on, cells are of a closed loop with so busy a generator. */
  public Cells busy(double share) {
    busy = share;
    return this;
  }

  /** From now on, cells are of an open loop, and all servers answer 4 requests per second. */
  public Cells due(double requestsPerSecond) {
    load = Map.of("mode", "open", "ratePerSecond", requestsPerSecond);
    requests = Math.round(requestsPerSecond * SECONDS);
    return this;
  }

  /** From now on, cells are of a closed loop in which all servers answer 4 requests per second. */
  public Cells clients(int connections, String target) {
    Map<String, Object> kind = Map.of("target", target, "weight", 1, "measured", true);
    load = Map.of("mode", "closed", "connections", connections, "requests", List.of(kind));
    return this;
  }

  /** From now on, so many clients had no response. */
  public Cells starved(int clients) {
    starved = clients;
    return this;
  }

  /** A variant has a pool of so many workers. */
  public Cells pool(int variant, int workers) {
    pools.put(variant, workers);
    return this;
  }

  /** Adds a variant's values at a point, the first round first. */
  public Cells add(int variant, int point, double... values) {
    for (int i = 0; i < values.length; i++) {
      cells.add(cell("v" + variant, point, i + 1, values[i], null));
    }
    return this;
  }

  public Cells addInvalid(
      int variant, int point, int round, double value, @Nullable String reason) {
    cells.add(cell("v" + variant, point, round, value, reason));
    return this;
  }

  public Cells addInvalid(
      int variant, int point, int round, double value, String reason, Side side) {
    Cell cell = cell("v" + variant, point, round, value, reason);
    cells.add(with(cell, cell.figures(), side));
    return this;
  }

  /** Adds a value that the generator was the limit for. */
  public Cells addLimited(int variant, int point, int round, double value) {
    return addLimited(variant, point, round, value, "it was late");
  }

  /** Adds a value that the generator was the limit for, and that may not count for more reasons. */
  public Cells addLimited(int variant, int point, int round, double value, String reason) {
    cells.add(cell("v" + variant, point, round, value, reason, result("it was late")));
    return this;
  }

  /** Adds a value of a server that was too slow for it to count. */
  public Cells addSlow(int variant, int point, int round, double value) {
    LoadResult slow = new MadeUpResult().limit("it was slow", Side.SERVER).build();
    cells.add(cell("v" + variant, point, round, value, "it was slow", slow));
    return this;
  }

  private Cell cell(String variant, int point, int round, double value, @Nullable String reason) {
    return cell(variant, point, round, value, reason, result(null));
  }

  private Cell cell(
      String variant,
      int point,
      int round,
      double value,
      @Nullable String reason,
      LoadResult result) {
    return new Cell(
        round,
        variant,
        "work",
        points.get(point).name(),
        x[point],
        1,
        START,
        "command",
        load,
        result,
        Map.of(Figure.THROUGHPUT, value),
        reason == null,
        reason,
        null);
  }

  /** From now on, the generator was so late in 99 % of the requests at most. */
  public Cells late(double millis) {
    lateness = new Histogram(3);
    lateness.recordValueWithCount(Math.round(millis * 1e6), 99);
    lateness.recordValue(Math.round(millis * 1e7));
    return this;
  }

  private LoadResult result(@Nullable String limit) {
    return new MadeUpResult()
        .lateness(lateness)
        .window(START, SECONDS * 1_000_000_000L)
        .requests(requests)
        .starved(starved)
        .busy(busy)
        .limit(limit)
        .build();
  }

  public Workload workload() {
    return workloads.getFirst();
  }

  /** The workload is about another figure than the throughput. */
  public Cells about(Figure main) {
    workloads = List.of(new Workload("work", "Work", "Which?", points, "x", "", main));
    return this;
  }

  /** The workload's x has a unit. */
  public Cells unit(String unit) {
    Workload w = workload();
    workloads =
        List.of(new Workload(w.name(), w.title(), w.question(), points, "x", unit, w.mainFigure()));
    return this;
  }

  /** The workload has another question. */
  public Cells asking(String question) {
    Workload w = workload();
    workloads =
        List.of(new Workload(w.name(), w.title(), question, points, "x", "", w.mainFigure()));
    return this;
  }

  /** The study has another workload, which is not measured. */
  public Cells andUnmeasured(Figure main) {
    Workload other = new Workload("other", "Other", "Which?", points, "x", "", main);
    workloads = List.of(workload(), other);
    return this;
  }

  public Variant variant(int i) {
    Integer workers = pools.get(i);
    List<String> options = workers == null ? List.of() : List.of("--workers=" + workers);
    return new Variant("v" + i, "variant " + i, options);
  }

  public Results results() {
    Study study =
        new Study(
            Study.SCHEMA,
            "test",
            1,
            List.of(),
            START,
            null,
            rounds,
            IntStream.range(0, variants).mapToObj(this::variant).toList(),
            workloads,
            new Environment(
                "",
                1,
                1,
                "",
                "",
                "",
                List.of(),
                "",
                Map.of(),
                "",
                "",
                "",
                "",
                "",
                "",
                Waiting.SLEEP,
                null,
                610),
            List.of(),
            List.of(),
            isRepeated ? "v0" : null,
            false);
    return Results.of(study, cells);
  }
}
