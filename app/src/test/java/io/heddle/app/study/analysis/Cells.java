package io.heddle.app.study.analysis;

import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Noise;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Studies of one workload with the throughputs that a test wants. */
final class Cells {
  private static final Instant START = Instant.EPOCH;

  private final double[] x;
  private final int variants;
  private final int rounds;
  private final List<Cell> cells = new ArrayList<>();
  private List<Noise> noise = List.of();

  Cells(int variants, int rounds, double... x) {
    this.x = x;
    this.variants = variants;
    this.rounds = rounds;
  }

  Cells noise(double... ratios) {
    noise =
        List.of(new Noise("before", Figure.THROUGHPUT, Arrays.stream(ratios).boxed().toList(), 0));
    return this;
  }

  /** Adds a variant's values at a point, the first round first. */
  Cells add(int variant, int point, double... values) {
    for (int i = 0; i < values.length; i++) {
      cells.add(cell(variant, point, i + 1, values[i], null));
    }
    return this;
  }

  Cells addInvalid(int variant, int point, int round, double value, String reason) {
    cells.add(cell(variant, point, round, value, reason));
    return this;
  }

  private Cell cell(int variant, int point, int round, double value, @Nullable String reason) {
    return new Cell(
        round,
        "v" + variant,
        "work",
        "x=" + (int) x[point],
        x[point],
        1,
        START,
        "command",
        Map.of(),
        null,
        Map.of(Figure.THROUGHPUT, value),
        reason == null,
        reason);
  }

  Workload workload() {
    List<Point> points =
        Arrays.stream(x).mapToObj(value -> new Point("x=" + (int) value, value, "")).toList();
    return new Workload("work", "Work", "Which?", points, "x", "", Figure.THROUGHPUT);
  }

  Variant variant(int i) {
    return new Variant("v" + i, "variant " + i, List.of());
  }

  Results results() {
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
            List.of(workload()),
            new Environment("", 1, 1, "", "", "", List.of(), "", Map.of(), "", "", "", "", "", ""),
            List.of(),
            List.of(),
            noise,
            false);
    return Results.of(study, cells);
  }
}
