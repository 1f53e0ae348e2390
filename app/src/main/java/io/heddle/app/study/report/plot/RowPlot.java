package io.heddle.app.study.report.plot;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Values in rows: a median with its interval, a dot for each round, and the median in digits. With
 * a reference it is a forest plot.
 *
 * @param id unique in the page
 * @param description the data as words
 * @param reference a value with a line through all rows, such as 1 for ratios
 */
public record RowPlot(
    String id,
    String title,
    String description,
    Axis x,
    List<Group> groups,
    OptionalDouble reference) {
  private static final double ROW = 23;
  private static final double HEADING = 24;
  private static final double BELOW = 46;

  /**
   * Rows with a common heading.
   *
   * @param heading may be empty
   * @param doubt a factor of 1 or more: the band in which no difference counts; empty for none
   */
  public record Group(String heading, List<Row> rows, OptionalDouble doubt) {
    double height() {
      return (heading.isEmpty() ? 0 : HEADING) + rows.size() * ROW;
    }
  }

  /**
   * A row.
   *
   * @param style the colour and the shape, from 0
   * @param dots their y is not used
   * @param digits the value as text
   * @param isFaint whether nothing is shown by it
   */
  public record Row(
      int style,
      String label,
      double median,
      double low,
      double high,
      List<Dot> dots,
      String digits,
      boolean isFaint) {}

  @Override
  public String toString() {
    double top = 6;
    Area area =
        new Area(labelWidth() + 14, top, Picture.WIDTH - digitsWidth() - 12, top + height());
    Element picture = Picture.of(id, title, description, area.bottom() + BELOW);
    double bandTop = area.top();
    for (Group group : groups) {
      if (group.doubt().isPresent()) {
        double below = bandTop + (group.heading().isEmpty() ? 0 : HEADING);
        double bottom = bandTop + group.height();
        Area rows = new Area(area.left(), below, area.right(), bottom);
        picture.add(doubtBand(rows, group.doubt().getAsDouble()));
      }
      bandTop += group.height();
    }
    picture.add(x.below(area));
    reference.ifPresent(value -> picture.add(referenceLine(area, value)));
    double y = area.top();
    for (Group group : groups) {
      if (!group.heading().isEmpty()) {
        picture.add(Text.at(0, y + 16, "start", "heading", group.heading()));
        y += HEADING;
      }
      for (Row row : group.rows()) {
        picture.add(drawn(area, row, y + ROW / 2));
        y += ROW;
      }
    }
    return picture.toString();
  }

  private double height() {
    return groups.stream().mapToDouble(Group::height).sum();
  }

  private double labelWidth() {
    return groups.stream()
        .flatMap(group -> group.rows().stream())
        .mapToDouble(row -> Text.width(row.label()))
        .max()
        .orElse(0);
  }

  private double digitsWidth() {
    return groups.stream()
        .flatMap(group -> group.rows().stream())
        .mapToDouble(row -> Text.width(row.digits()))
        .max()
        .orElse(0);
  }

  private Element drawn(Area area, Row row, double y) {
    Element group =
        Element.of("g")
            .with("class", "series " + Marker.colour(row.style()) + (row.isFaint() ? " faint" : ""))
            .with("data-series", row.label())
            .add(Text.at(0, y + 4, "start", "label", row.label()));
    group.add(
        Element.of("line")
            .with("class", "interval")
            .with("x1", x.x(area, row.low()))
            .with("x2", x.x(area, row.high()))
            .with("y1", y)
            .with("y2", y));
    for (Dot dot : row.dots()) {
      group.add(Marker.dot(x.x(area, dot.x()), y, dot));
    }
    return group
        .add(Marker.at(x.x(area, row.median()), y, row.style()))
        .add(Text.at(Picture.WIDTH, y + 4, "end", "digits", row.digits()));
  }

  private Element doubtBand(Area area, double doubt) {
    double from = Math.max(area.left(), x.x(area, 1 / doubt));
    double to = Math.min(area.right(), x.x(area, doubt));
    return Element.of("rect")
        .with("class", "band")
        .with("x", from)
        .with("y", area.top())
        .with("width", Math.max(1, to - from))
        .with("height", area.height());
  }

  private Element referenceLine(Area area, double value) {
    double at = x.x(area, value);
    return Element.of("line")
        .with("class", "reference")
        .with("x1", at)
        .with("x2", at)
        .with("y1", area.top())
        .with("y2", area.bottom());
  }
}
