package io.heddle.app.study.data;

import java.util.List;

/**
 * A question with points.
 *
 * @param name what cells and folders call it, such as {@code tiny}
 * @param title what readers see
 * @param question what the workload asks, as one sentence
 * @param points its settings, in the order in which they are shown
 * @param xTitle what x is, such as "connections"
 * @param xUnit the unit of x, empty for a plain number
 * @param mainFigure the figure that answers the question
 */
public record Workload(
    String name,
    String title,
    String question,
    List<Point> points,
    String xTitle,
    String xUnit,
    Figure mainFigure) {
  public Workload {
    Required.text("name", name);
    Required.text("title", title);
    Required.text("question", question);
    points = List.copyOf(Required.value("points", points));
    Required.value("xTitle", xTitle);
    Required.value("xUnit", xUnit);
    Required.value("mainFigure", mainFigure);
    if (points.isEmpty()) throw new IllegalArgumentException("workload " + name + " has no points");
  }
}
