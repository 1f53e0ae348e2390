package io.heddle.app.study.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.heddle.app.study.MadeUpResult;
import io.heddle.app.study.analysis.Results;
import io.heddle.app.study.data.Cell;
import io.heddle.app.study.data.Environment;
import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.LoadResult;
import io.heddle.app.study.data.Point;
import io.heddle.app.study.data.Study;
import io.heddle.app.study.data.Variant;
import io.heddle.app.study.data.Waiting;
import io.heddle.app.study.data.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/** The plot of a surge of 0.2 s with 0.3 s before and after it. */
final class SurgePlotsTest {
  private static final Instant START = Instant.EPOCH;
  private static final Workload WORKLOAD =
      new Workload(
          "overload",
          "Overload",
          "What remains?",
          List.of(new Point("load=150% for=3s", 150, "%")),
          "load",
          "%",
          Figure.GOODPUT);

  /** Medians in milliseconds; null is endless. */
  private static Cell cell(int round, @Nullable Integer... millis) {
    List<LoadResult.Slice> slices = new ArrayList<>();
    for (Integer median : millis) {
      slices.add(new LoadResult.Slice(9, 9, 9, median == null ? null : median * 1_000_000L));
    }
    LoadResult result = new MadeUpResult().slices(slices).build();
    Map<String, Object> job =
        Map.of(
            "warmupMillis", 300,
            "measureMillis", 200,
            "timeoutMillis", 1_000,
            "surge", Map.of("sliceMillis", 100));
    return new Cell(
        round,
        "v",
        "overload",
        "load=150% for=3s",
        150,
        1,
        START,
        "command",
        job,
        result,
        Map.of(Figure.GOODPUT, 5.0),
        true,
        null,
        null);
  }

  @Test
  void hasTheMedianOfTheRoundsAtEachSlice(@TempDir Path folder) throws Exception {
    Study study =
        new Study(
            Study.SCHEMA,
            "test",
            1,
            List.of(),
            START,
            null,
            3,
            List.of(new Variant("v", "variant", List.of())),
            List.of(WORKLOAD),
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
            null,
            false);
    Results results =
        Results.of(
            study,
            List.of(
                cell(1, 1, 1, 1, 400, null, null, 10, 1),
                cell(2, 1, 1, 1, 500, null, 20, 10, 1),
                cell(3, 1, 1, 1, 600, 700, 20, 10, 1)));
    PlotCard card = new SurgePlots(results).of(WORKLOAD).getFirst();
    assertThat(card.caption()).endsWith("load 150 %, for 3 s");
    assertThat(card.note()).contains("medians of 100 ms", "their timeout of 1 s");
    Path page = Files.writeString(folder.resolve("page"), "<html>" + card.svg() + "</html>");
    Element plot = Page.read(page).plot("surge-overload-load-150-for-3s");
    String path = Page.withClass(plot, "path", "line").getFirst().getAttribute("d");
    double[] x = {-0.25, -0.15, -0.05, 0.05, 0.15, 0.25, 0.35, 0.45};
    double[] seconds = {0.001, 0.001, 0.001, 0.5, 1, 0.02, 0.01, 0.001};
    String[] places = path.substring(1).split("L", -1);
    assertThat(places).hasSize(x.length);
    for (int i = 0; i < places.length; i++) {
      String[] place = places[i].split(" ", -1);
      double atX = Page.value(plot, "x", Double.parseDouble(place[0]), false);
      double atY = Page.value(plot, "y", Double.parseDouble(place[1]), true);
      assertThat(atX).isCloseTo(x[i], within(0.005));
      assertThat(atY).isCloseTo(seconds[i], within(0.03 * seconds[i]));
    }
    assertThat(plot.getTextContent()).contains("the surge ends", "seconds since the surge began");
  }
}
