package io.heddle.app.study.report.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Values along x: a line through the medians, an interval for each, and a dot for each round.
 * Labels are where the lines end.
 *
 * @param id unique in the page
 * @param description the data as words
 */
public record CurvePlot(
    String id,
    String title,
    String description,
    Axis x,
    Axis y,
    List<Series> series,
    List<Mark> marks) {
  private static final double HEIGHT = 290;

  @Override
  public String toString() {
    double label = series.stream().mapToDouble(s -> Text.width(s.label())).max().orElse(0);
    Area area = new Area(58, 30, Picture.WIDTH - label - 14, HEIGHT - 46);
    Element picture = Picture.of(id, title, description, HEIGHT);
    for (Mark mark : marks) {
      if (mark instanceof Mark.Position position) {
        picture.add(band(area, position));
      }
    }
    picture.add(x.below(area)).add(y.left(area));
    double[] heights =
        Text.apart(
            series.stream().mapToDouble(s -> y.y(area, s.line().getLast().y())).toArray(),
            area.top(),
            area.bottom());
    for (int i = 0; i < series.size(); i++) {
      picture.add(drawn(area, series.get(i), heights[i]));
    }
    for (Mark mark : marks) {
      picture.add(
          switch (mark) {
            case Mark.Position position -> line(area, position);
            case Mark.Spot spot -> ring(area, spot);
          });
    }
    return picture.toString();
  }

  private Element drawn(Area area, Series one, double labelHeight) {
    Element group =
        Element.of("g")
            .with("class", "series " + Marker.colour(one.style()))
            .with("data-series", one.label());
    for (Series.Place place : one.line()) {
      if (place.low() < place.high()) {
        group.add(interval(area, place));
      }
    }
    group.add(Element.of("path").with("class", "line").with("d", path(area, one.line())));
    for (Dot dot : one.dots()) {
      group.add(Marker.dot(x.x(area, dot.x()), y.y(area, dot.y()), dot));
    }
    if (one.line().size() < 12) {
      for (Series.Place place : one.line()) {
        group.add(Marker.at(x.x(area, place.x()), y.y(area, place.y()), one.style()));
      }
    }
    return group.add(Text.at(area.right() + 10, labelHeight + 4, "start", "label", one.label()));
  }

  private Element interval(Area area, Series.Place place) {
    double at = x.x(area, place.x());
    return Element.of("line")
        .with("class", "interval")
        .with("x1", at)
        .with("x2", at)
        .with("y1", y.y(area, place.low()))
        .with("y2", y.y(area, place.high()));
  }

  private String path(Area area, List<Series.Place> line) {
    return line.stream()
        .map(p -> String.format(Locale.ROOT, "%.1f %.1f", x.x(area, p.x()), y.y(area, p.y())))
        .collect(Collectors.joining("L", "M", ""));
  }

  private Element band(Area area, Mark.Position mark) {
    double left = clamp(area, mark.low());
    double right = clamp(area, mark.high());
    return Element.of("rect")
        .with("class", "band")
        .with("x", left)
        .with("y", area.top())
        .with("width", Math.max(1, right - left))
        .with("height", area.height());
  }

  private Element line(Area area, Mark.Position mark) {
    double at = x.x(area, mark.x());
    boolean isLeft = at + Text.width(mark.label()) + 6 > area.right();
    return Element.of("g")
        .with("class", "position")
        .add(
            Element.of("line")
                .with("x1", at)
                .with("x2", at)
                .with("y1", area.top())
                .with("y2", area.bottom()))
        .add(
            Text.at(
                isLeft ? at - 5 : at + 5,
                area.top() + 11,
                isLeft ? "end" : "start",
                "note",
                mark.label()));
  }

  private Element ring(Area area, Mark.Spot mark) {
    double height = y.y(area, mark.y());
    return Element.of("g")
        .with("class", "spot " + Marker.colour(mark.style()))
        .add(
            Element.of("line")
                .with("x1", clamp(area, mark.low()))
                .with("x2", clamp(area, mark.high()))
                .with("y1", height)
                .with("y2", height))
        .add(
            Element.of("circle")
                .with("cx", x.x(area, mark.x()))
                .with("cy", height)
                .with("r", 8)
                .add(Element.of("title").text(mark.title())));
  }

  private double clamp(Area area, double value) {
    if (value == Double.NEGATIVE_INFINITY) return area.left();
    if (value == Double.POSITIVE_INFINITY) return area.right();
    return Math.clamp(x.x(area, value), area.left(), area.right());
  }
}
