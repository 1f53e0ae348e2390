package io.heddle.app.study.plan;

import io.heddle.app.study.data.Figure;
import io.heddle.app.study.data.Workload;
import java.util.List;
import java.util.function.Predicate;

/**
 * A workload and how each of its points is measured.
 *
 * @param name what the command line calls it, such as {@code tiny}
 * @param question what it asks, as one sentence
 * @param xTitle what differs between points
 * @param mainFigure the figure that answers the question
 * @param selection the options of the command line that choose it
 */
public record Scenario(
    String name,
    String title,
    String question,
    String xTitle,
    String xUnit,
    Figure mainFigure,
    List<Setting> settings,
    List<String> selection) {
  public Scenario {
    settings = List.copyOf(settings);
    selection = List.copyOf(selection);
  }

  /** A workload of the catalogue. */
  public Scenario(
      String name,
      String title,
      String question,
      String xTitle,
      String xUnit,
      Figure mainFigure,
      List<Setting> settings) {
    this(
        name, title, question, xTitle, xUnit, mainFigure, settings, List.of("--workloads=" + name));
  }

  /** What a study stores of it. */
  public Workload workload() {
    return new Workload(
        name,
        title,
        question,
        settings.stream().map(Setting::point).toList(),
        xTitle,
        xUnit,
        mainFigure);
  }

  /** Whether users have described it, and it is not in the catalogue. */
  public boolean isOwnWork() {
    return !selection.getFirst().startsWith("--workloads=");
  }

  /** Whether some of its requests wait. */
  public boolean waits() {
    return settings.stream().anyMatch(setting -> setting.measurement().waits());
  }

  /** Whether it chooses the heaps of its servers. */
  public boolean hasOwnHeaps() {
    return settings.stream().anyMatch(setting -> setting.jvm().heap() != null);
  }

  /** The same with fewer points. */
  public Scenario only(Predicate<Setting> wanted) {
    return new Scenario(
        name,
        title,
        question,
        xTitle,
        xUnit,
        mainFigure,
        settings.stream().filter(wanted).toList(),
        selection);
  }
}
