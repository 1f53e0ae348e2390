package io.heddle.app.study.report.plot;

import java.util.Locale;

/** The outside of a plot: its size, and its words for readers who do not see it. */
final class Picture {
  /** The width of every plot; the page scales it. */
  static final double WIDTH = 400;

  private Picture() {}

  static Element of(String id, String title, String description, double height) {
    return Element.of("svg")
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("id", id)
        .with("viewBox", String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, height))
        .with("role", "img")
        .with("aria-labelledby", id + "-title " + id + "-desc")
        .add(Element.of("title").with("id", id + "-title").text(title))
        .add(Element.of("desc").with("id", id + "-desc").text(description));
  }
}
