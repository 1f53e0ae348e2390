package io.heddle.app.study.report;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A written page, read as XML. */
final class Page {
  private final Document document;

  private Page(Document document) {
    this.document = document;
  }

  static Page read(Path file) throws IOException, ParserConfigurationException, SAXException {
    String text = Files.readString(file).replaceFirst("<!doctype html>", "");
    return new Page(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text))));
  }

  List<Element> all(String tag) {
    return all(document.getDocumentElement(), tag);
  }

  static List<Element> all(Element within, String tag) {
    NodeList found = within.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  static List<Element> withClass(Element within, String tag, String name) {
    return all(within, tag).stream()
        .filter(element -> List.of(element.getAttribute("class").split(" ")).contains(name))
        .toList();
  }

  /** The plot with an id. */
  Element plot(String id) {
    return all("svg").stream()
        .filter(svg -> svg.getAttribute("id").equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(id));
  }

  /** The dots of a variant in a plot. */
  static List<Element> dots(Element plot, String variant) {
    return all(plot, "g").stream()
        .filter(group -> group.getAttribute("data-series").equals(variant))
        .flatMap(group -> withClass(group, "circle", "dot").stream())
        .toList();
  }

  /** Which value a coordinate of a plot means, read from the ticks of an axis. */
  static double value(Element plot, String axis, double coordinate, boolean isLog) {
    List<Element> ticks =
        withClass(plot, "g", axis).stream().flatMap(g -> all(g, "line").stream()).toList();
    String name = axis.equals("x") ? "x1" : "y1";
    Element first = ticks.getFirst();
    Element last = ticks.getLast();
    double from = number(first, name);
    double share = (coordinate - from) / (number(last, name) - from);
    double low = number(first, "data-value");
    double high = number(last, "data-value");
    return isLog ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
