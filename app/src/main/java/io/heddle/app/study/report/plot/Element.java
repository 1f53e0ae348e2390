package io.heddle.app.study.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An SVG element under construction; its text is well-formed XML. */
final class Element {
  private final String name;
  private final StringBuilder attributes = new StringBuilder();
  private final List<String> content = new ArrayList<>();

  private Element(String name) {
    this.name = name;
  }

  static Element of(String name) {
    return new Element(name);
  }

  Element with(String attribute, String value) {
    attributes.append(' ').append(attribute).append("=\"").append(escaped(value)).append('"');
    return this;
  }

  /** A coordinate: a tenth of a pixel is enough. */
  Element with(String attribute, double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return with(attribute, text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
  }

  Element text(String text) {
    content.add(escaped(text));
    return this;
  }

  Element add(Element child) {
    content.add(child.toString());
    return this;
  }

  Element addAll(List<Element> children) {
    children.forEach(this::add);
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    String start = "<" + name + attributes;
    return content.isEmpty()
        ? start + "/>"
        : start + ">" + String.join("", content) + "</" + name + ">";
  }
}
