package io.heddle.grafana;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The frame, title and axes of a panel. It maps times and values to points of the picture.
 *
 * @param from the first time, in seconds
 * @param to the last one
 * @param most the value at the upper end; the lower end is 0
 */
record Plot(Svg svg, Box box, Box inner, double from, double to, double most) {
  static final String BACKGROUND = "#111217";
  static final String SURFACE = "#181b1f";
  static final String EDGE = "#2c3035";
  static final String TEXT = "#d5d6dc";
  static final String FAINT = "#9a9ca6";

  private static final String GRID = "stroke=\"#2c3035\" stroke-width=\"1\"";
  private static final int STEPS = 4;
  private static final int TICK_SECONDS = 30;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  /** A rectangle of the picture. */
  record Box(double x, double y, double width, double height) {
    double right() {
      return x + width;
    }

    double bottom() {
      return y + height;
    }
  }

  /** Draws the frame of a panel and its title. */
  static void frame(Svg svg, Box box, String title) {
    svg.rectangle(
        box.x,
        box.y,
        box.width,
        box.height,
        "rx=\"3\" fill=\"%s\" stroke=\"%s\"".formatted(SURFACE, EDGE));
    svg.text(box.x + 10, box.y + 19, "start", 13, TEXT, title);
  }

  /** Draws frame and title, and leaves space for the axes and a legend with this many lines. */
  static Plot of(
      Svg svg, Box box, String title, Instant from, Instant to, double most, int legend) {
    frame(svg, box, title);
    Box inner = new Box(box.x + 62, box.y + 32, box.width - 76, box.height - 58 - 15 * legend);
    return new Plot(svg, box, inner, from.getEpochSecond(), to.getEpochSecond(), most);
  }

  double x(double time) {
    return inner.x + inner.width * (time - from) / (to - from);
  }

  double y(double value) {
    return inner.bottom() - inner.height * Math.clamp(value / most, 0, 1);
  }

  /** The next round value for the end of an axis, which also has round steps below it. */
  static double roundedUp(double most, Quantity quantity) {
    return most > 0 ? quantity.nice(most / STEPS) * STEPS : STEPS * quantity.nice(1e-9);
  }

  void valueAxis(Quantity quantity) {
    for (int i = 0; i <= STEPS; i++) {
      double value = most * i / STEPS;
      svg.line(inner.x, y(value), inner.right(), y(value), GRID);
      svg.text(inner.x - 6, y(value) + 4, "end", 10, FAINT, quantity.text(value));
    }
  }

  void timeAxis() {
    for (double time = Math.ceil(from / TICK_SECONDS) * TICK_SECONDS;
        time < to;
        time += TICK_SECONDS) {
      svg.line(x(time), inner.y, x(time), inner.bottom(), GRID);
      svg.text(
          x(time),
          inner.bottom() + 14,
          "middle",
          10,
          FAINT,
          TIME.format(Instant.ofEpochSecond((long) time)));
    }
  }

  /** Draws the legend below the plot: a mark in each color and its meaning. */
  void legend(Iterable<Entry> entries) {
    double x = box.x + 12;
    double y = inner.bottom() + 33;
    for (Entry entry : entries) {
      double width = entry.width();
      if (x + width > box.right() - 4 && x > box.x + 12) {
        x = box.x + 12;
        y += 15;
      }
      svg.line(x, y - 4, x + 14, y - 4, entry.style);
      svg.text(x + 19, y, "start", 10, TEXT, entry.text);
      x += width + 6;
    }
  }

  /** The number of lines of a legend. */
  static int legendLines(Iterable<Entry> entries, double width) {
    double x = 12;
    int lines = 1;
    for (Entry entry : entries) {
      double wide = entry.width();
      if (x + wide > width - 4 && x > 12) {
        x = 12;
        lines++;
      }
      x += wide + 6;
    }
    return lines;
  }

  /** An entry of a legend. */
  record Entry(String text, String style) {
    /** The estimated width, since the font is known only when the picture is shown. */
    double width() {
      return 24 + 5.4 * text.length();
    }
  }
}
