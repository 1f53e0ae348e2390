package io.heddle.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTML page with placeholders such as <code>${status}</code>. It never changes; thread-safe. */
final class HtmlTemplate {
  /** The pieces of the page; those at odd indexes are placeholder names. */
  private final List<String> pieces;

  /** The page in this resource, next to this class. */
  HtmlTemplate(String resource) {
    String page = read(resource);
    pieces = new ArrayList<>();
    int from = 0;
    for (int gap = page.indexOf("${"); gap >= 0; gap = page.indexOf("${", from)) {
      int end = page.indexOf('}', gap);
      pieces.add(page.substring(from, gap));
      pieces.add(page.substring(gap + 2, end));
      from = end + 1;
    }
    pieces.add(page.substring(from));
  }

  private HtmlTemplate(List<String> pieces) {
    this.pieces = pieces;
  }

  /** The part of the page before a placeholder. */
  HtmlTemplate before(String gap) {
    return new HtmlTemplate(pieces.subList(0, pieces.lastIndexOf(gap)));
  }

  /** The part of the page after a placeholder. */
  HtmlTemplate after(String gap) {
    return new HtmlTemplate(pieces.subList(pieces.lastIndexOf(gap) + 1, pieces.size()));
  }

  private static String read(String resource) {
    try (InputStream in = HtmlTemplate.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing next to its class: build again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  /**
   * The page with its placeholders replaced by these texts, escaped.
   *
   * @param texts by the names of the placeholders
   * @throws IllegalArgumentException when a placeholder has no text
   */
  String fill(Map<String, String> texts) {
    return fill(texts, Map.of());
  }

  /**
   * The page with its placeholders replaced by texts, escaped, or by markup.
   *
   * @param markup by the names of placeholders, already escaped
   * @throws IllegalArgumentException when a placeholder has neither
   */
  String fill(Map<String, String> texts, Map<String, String> markup) {
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      boolean isGap = i % 2 == 1;
      if (!isGap) {
        page.append(piece);
      } else if (markup.containsKey(piece)) {
        page.append(markup.get(piece));
      } else {
        page.append(escape(text(texts, piece)));
      }
    }
    return page.toString();
  }

  private static String text(Map<String, String> texts, String gap) {
    String text = texts.get(gap);
    if (text == null) {
      throw new IllegalArgumentException("no text for ${" + gap + "}");
    }
    return text;
  }

  /** The text as it is written in HTML, in an attribute too. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
