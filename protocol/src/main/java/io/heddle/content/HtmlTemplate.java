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
  private final List<String> pieces = new ArrayList<>();

  /** The page in this resource, next to this class. */
  HtmlTemplate(String resource) {
    String page = read(resource);
    int from = 0;
    for (int gap = page.indexOf("${"); gap >= 0; gap = page.indexOf("${", from)) {
      int end = page.indexOf('}', gap);
      pieces.add(page.substring(from, gap));
      pieces.add(page.substring(gap + 2, end));
      from = end + 1;
    }
    pieces.add(page.substring(from));
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
    StringBuilder page = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      boolean isGap = i % 2 == 1;
      page.append(isGap ? escape(text(texts, pieces.get(i))) : pieces.get(i));
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

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
