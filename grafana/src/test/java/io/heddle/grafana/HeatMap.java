package io.heddle.grafana;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws a heat map: the rate of events in each bucket over time. */
final class HeatMap {
  /** The colors from low to high rates. */
  private static final int[][] SCALE = {
    {0x2a, 0x2f, 0x5f},
    {0x35, 0x6d, 0xb4},
    {0x2f, 0xb0, 0xa5},
    {0x9c, 0xd4, 0x4c},
    {0xfd, 0xd8, 0x35},
    {0xf7, 0x7f, 0x2a},
    {0xc8, 0x26, 0x1d},
  };

  private static final int COLORS = 30;
  private static final double EXPONENT = 0.4;
  private static final double LEAST = 0.001;

  private final List<Answer> buckets;

  /** Converts the cumulative buckets of a histogram. */
  HeatMap(List<Answer> buckets) {
    this.buckets = new ArrayList<>(buckets);
    this.buckets.sort(Comparator.comparingDouble(HeatMap::bound));
  }

  private static double bound(Answer bucket) {
    return Double.parseDouble(bucket.label("le").replace("Inf", "Infinity"));
  }

  private double rate(int bucket, double time) {
    double all = buckets.get(bucket).samples().getOrDefault(time, 0.0);
    double lower = bucket == 0 ? 0 : buckets.get(bucket - 1).samples().getOrDefault(time, 0.0);
    return Math.max(0, all - lower);
  }

  /** The largest rate of any cell. */
  double most() {
    double most = 0;
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      for (double time : times()) {
        most = Math.max(most, rate(bucket, time));
      }
    }
    return most;
  }

  private List<Double> times() {
    return buckets.isEmpty() ? List.of() : List.copyOf(buckets.getFirst().samples().keySet());
  }

  /**
   * Draws the map.
   *
   * @param most the rate with the last color of the scale
   */
  void draw(Plot plot, double most) {
    Plot.Box inner = plot.inner();
    double height = inner.height() / Math.max(1, buckets.size());
    double width = inner.width() / Math.max(1, times().size());
    // All cells of a color are one path, because thousands of rectangles make a large file.
    SortedMap<String, StringBuilder> cells = new TreeMap<>();
    for (int bucket = 0; bucket < buckets.size(); bucket++) {
      double y = inner.bottom() - (bucket + 1) * height;
      for (int t = 0; t < times().size(); t++) {
        double rate = rate(bucket, times().get(t));
        if (rate > LEAST) {
          cells
              .computeIfAbsent(color(rate / most), _ -> new StringBuilder())
              .append(cell(inner.x() + t * width, y, width, height));
        }
      }
      if (bucket % 2 == 1) {
        plot.svg().text(inner.x() - 6, y + 4, "end", 10, Plot.FAINT, boundOf(bucket));
      }
    }
    cells.forEach((color, path) -> plot.svg().path(path.toString(), fill(color)));
    scale(plot, most);
  }

  private static String cell(double x, double y, double width, double height) {
    String across = Svg.pixels(width - 0.4);
    return "M%s %sh%sv%sh-%sz"
        .formatted(Svg.pixels(x), Svg.pixels(y + 0.4), across, Svg.pixels(height - 0.8), across);
  }

  private String boundOf(int bucket) {
    double bound = bound(buckets.get(bucket));
    return Double.isFinite(bound) ? Quantity.SECONDS.text(bound) : "more";
  }

  /** Draws the scale of colors. */
  private static void scale(Plot plot, double most) {
    double y = plot.inner().bottom() + 25;
    double x = plot.inner().x();
    plot.svg().text(x - 6, y + 8, "end", 10, Plot.FAINT, "few");
    for (int i = 0; i < COLORS; i++) {
      double share = Math.pow((double) i / (COLORS - 1), 1 / EXPONENT);
      plot.svg().rectangle(x + i * 4, y, 4.2, 9, fill(color(share)));
    }
    String text = "to " + Quantity.REQUESTS_PER_SECOND.text(most);
    plot.svg().text(x + COLORS * 4 + 6, y + 8, "start", 10, Plot.FAINT, text);
  }

  private static String fill(String color) {
    return "fill=\"%s\"".formatted(color);
  }

  /** The color of a share. The scale is not linear, so that small shares stay visible. */
  private static String color(double share) {
    double exact = Math.pow(Math.clamp(share, 0, 1), EXPONENT);
    double place = Math.round(exact * (COLORS - 1)) / (COLORS - 1.0) * (SCALE.length - 1);
    int lower = Math.min((int) place, SCALE.length - 2);
    double part = place - lower;
    int[] mixed = new int[3];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (int) Math.round(SCALE[lower][i] * (1 - part) + SCALE[lower + 1][i] * part);
    }
    return String.format(Locale.ROOT, "#%02x%02x%02x", mixed[0], mixed[1], mixed[2]);
  }
}
