package io.heddle.grafana;

import java.util.Locale;

/** Builds an SVG picture. Coordinates are pixels from the upper left corner. */
final class Svg {
  private static final String FONT =
      "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif\"";

  private final StringBuilder out = new StringBuilder();

  Svg(int width, int height, String label) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"")
        .append(" viewBox=\"0 0 %d %d\"".formatted(width, height))
        .append(" aria-label=\"%s\" %s>\n".formatted(escaped(label), FONT));
  }

  Svg rectangle(double x, double y, double width, double height, String style) {
    return add(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>"
            .formatted(pixels(x), pixels(y), pixels(width), pixels(height), style));
  }

  Svg line(double x1, double y1, double x2, double y2, String style) {
    return path("M%s %sL%s %s".formatted(pixels(x1), pixels(y1), pixels(x2), pixels(y2)), style);
  }

  Svg path(String steps, String style) {
    return add("<path d=\"%s\" %s/>".formatted(steps, style));
  }

  /** Draws a text whose {@code start}, {@code middle} or {@code end} is at x. */
  Svg text(double x, double y, String anchor, int size, String color, String text) {
    return add(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\">%s</text>"
            .formatted(pixels(x), pixels(y), anchor, size, color, escaped(text)));
  }

  private Svg add(String element) {
    out.append(element).append('\n');
    return this;
  }

  static String pixels(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return out + "</svg>\n";
  }
}
